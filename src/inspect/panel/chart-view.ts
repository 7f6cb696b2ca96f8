import type { Layout, Rectangle } from '../layout/layout.js';
import { layoutChart } from '../layout/layout-chart.js';
import { activeIds, describeValue } from '../recording/entry.js';
import type { Entry } from '../recording/entry.js';
import { drawChart } from '../svg/draw-chart.js';
import { toElement } from '../svg/svg-node.js';
import { button, h, setAttributes } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { createMinimap } from './minimap.js';
import type { Minimap } from './minimap.js';
import type { PanelModel } from './model.js';
import { createStateKeys } from './state-keys.js';
import type { View } from './view.js';
import { createViewport } from './viewport.js';

interface Drawn {
  readonly machine: string;
  readonly layout: Layout;
  readonly picture: SVGElement;
  readonly minimap: Minimap;
}

/** The statechart, with the active states lit and the last transition shown. */
export function createChartView(model: PanelModel, document: Document): View {
  const canvas = h(document, 'div', { class: 'canvas-holder' });
  const caption = h(document, 'p', { class: 'caption', role: 'status' });
  const overview = h(document, 'div', { class: 'minimap', 'aria-hidden': 'true' });
  const frame = h(document, 'div', { class: 'viewport' }, canvas);
  const viewport = createViewport(
    frame,
    canvas,
    (rectangle) => {
      drawn?.minimap.show(rectangle);
      setAttributes(followButton, { 'aria-pressed': String(viewport.following) });
    },
    () => ({ left: overview.offsetWidth, bottom: caption.offsetHeight }),
  );
  const tool = (name: string, mark: Parameters<typeof icon>[1], press: () => void) =>
    button(document, name, icon(document, mark), press, { class: 'tool' });
  const followButton = tool('Follow the active states', 'follow', () => {
    viewport.follow();
  });
  const tools = h(
    document,
    'div',
    { class: 'chart-tools' },
    tool('Zoom in', 'plus', () => {
      viewport.zoom(1.25);
    }),
    tool('Zoom out', 'minus', () => {
      viewport.zoom(0.8);
    }),
    tool('Show the whole chart', 'fit', () => {
      viewport.showAll();
    }),
    followButton,
  );
  const element = h(
    document,
    'section',
    { class: 'chart-view', 'aria-label': 'Statechart' },
    frame,
    overview,
    tools,
    caption,
  );

  let drawn: Drawn | null = null;
  let drawing = '';
  const keys = createStateKeys(model, frame, (id) => {
    const box = drawn?.layout.boxes.find(({ state }) => state.id === id);
    if (box) viewport.reveal(box);
  });

  function say(text: string): void {
    caption.replaceChildren(...(text === '' ? [] : [h(document, 'span', {}, text)]));
  }

  function draw(machine: string): void {
    const chart = model.charts.get(machine);
    if (!chart || drawing === machine) return;
    drawing = machine;
    layoutChart(chart, { descriptions: false }).then(
      (layout) => {
        if (drawing !== machine) return;
        const picture = toElement(drawChart(layout, chart.root.description ?? machine), document);
        picture.querySelector(':scope > title')?.remove();
        setAttributes(picture, { role: 'tree', 'aria-label': `States of ${machine}` });
        canvas.replaceChildren(picture);
        const minimap = createMinimap(layout, document, (point) => {
          viewport.centre(point);
        });
        overview.replaceChildren(minimap.element);
        drawn = { machine, layout, picture, minimap };
        viewport.setSize(layout);
        keys.prepare(picture, chart);
        update();
      },
      (error: unknown) => {
        say(error instanceof Error ? error.message : 'The chart cannot be drawn.');
      },
    );
  }

  function update(): void {
    const { machine } = model;
    if (drawn?.machine !== machine) {
      draw(machine);
      return;
    }
    const entry = model.latest(machine);
    const taken = model.latestTaken(machine);
    const active = activeIds(machine, entry?.value);
    const arrows = takenArrows(taken);
    for (const box of drawn.picture.querySelectorAll('[data-state]')) {
      const id = box.getAttribute('data-state') ?? '';
      box.classList.toggle('active', entry !== undefined && active.has(id) && id !== machine);
      box.classList.toggle('picked', id === model.state);
      setAttributes(box, { 'aria-current': active.has(id) && id !== machine ? 'true' : null });
    }
    for (const arrow of drawn.picture.querySelectorAll('[data-arrow]'))
      arrow.classList.toggle('taken', arrows.has(arrow.getAttribute('data-arrow') ?? ''));
    drawn.minimap.light(active);
    keys.update(active);
    say(captionOf(taken));
    if (entry) viewport.target(focusesOf(drawn.layout, active));
  }

  return {
    element,
    update,
    stop: () => {
      viewport.stop();
    },
  };
}

function takenArrows(entry: Entry | undefined): ReadonlySet<string> {
  return new Set(
    entry?.taken.flatMap(({ source, target }) => target.map(({ id }) => `${source.id}→${id}`)),
  );
}

function captionOf(entry: Entry | undefined): string {
  if (!entry) return '';
  const guards = entry.taken.flatMap(({ guard }) => (guard === null ? [] : [` [${guard}]`]));
  return `${entry.label}${guards.join('')} → ${describeValue(entry.value)}`;
}

/** What to look at, best first: all of the active outermost state, else its active innermost states. */
function focusesOf({ boxes, width, height }: Layout, active: ReadonlySet<string>): Rectangle[] {
  const lit = boxes.filter(({ state, depth }) => depth > 0 && active.has(state.id));
  const outermost = lit.filter(({ depth }) => depth === 1);
  const innermost = lit.filter(({ state }) => state.states.length === 0);
  return lit.length === 0
    ? [{ x: 0, y: 0, width, height }]
    : [around(outermost), around(innermost)];
}

function around(boxes: readonly Rectangle[]): Rectangle {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return {
    x,
    y,
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  };
}
