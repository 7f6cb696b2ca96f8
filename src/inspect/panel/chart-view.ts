import type { Chart } from '../chart/chart.js';
import { foldedAround, foldStates } from '../chart/fold-states.js';
import type { Layout, Rectangle } from '../layout/layout.js';
import { layoutInBackground } from '../layout/layout-in-background.js';
import { countRoom } from './cover-chart.js';
import { activeIds, describeValue } from '../recording/entry.js';
import type { Entry } from '../recording/entry.js';
import { h, setText } from '../ui/h.js';
import { createChartTools } from './chart-tools.js';
import type { DrawnChart } from './drawn-chart.js';
import { createDrawnChart } from './drawn-chart.js';
import { createFolds } from './folds.js';
import { createMinimap } from './minimap.js';
import type { Minimap } from './minimap.js';
import type { PanelModel } from './model.js';
import { createStateKeys } from './state-keys.js';
import type { View } from './view.js';
import { createViewport } from './viewport.js';

interface Shown {
  readonly chart: Chart;
  readonly drawn: DrawnChart;
  readonly minimap: Minimap;
}

/** The statechart, with the active states lit and the last transition shown. */
export function createChartView(model: PanelModel, document: Document): View {
  const canvas = h(document, 'div', { class: 'canvas-holder' });
  const said = h(document, 'span', {});
  const caption = h(document, 'p', { class: 'caption', role: 'status' }, said);
  const overview = h(document, 'div', { class: 'minimap', 'aria-hidden': 'true' });
  const frame = h(document, 'div', { class: 'viewport' }, canvas);
  const folds = createFolds();
  const viewport = createViewport(
    frame,
    canvas,
    (rectangle) => {
      shown?.minimap.show(rectangle);
      tools.setFollowing(viewport.following);
    },
    () => ({
      left: overview.offsetWidth,
      top: tools.element.offsetHeight,
      bottom: caption.offsetHeight,
    }),
  );
  const tools = createChartTools(document, viewport, {
    chart: () => model.chart,
    reveal,
    find: (ids) => {
      shown?.drawn.find(ids);
    },
    foldAll: (isFolded) => {
      if (model.chart) folds.setAll(model.chart, isFolded);
      redraw();
    },
    cover: (isCovered) => {
      isCovering = isCovered;
      canvas.classList.toggle('covering', isCovered);
      redraw();
    },
  });
  const element = h(
    document,
    'section',
    { class: 'chart-view', 'aria-label': 'Statechart' },
    frame,
    overview,
    tools.element,
    caption,
  );

  let isCovering = false;
  let shown: Shown | null = null;
  let drawing: object | null = null;
  const keys = createStateKeys(model, frame, {
    reveal,
    toggle: (id) => {
      if (model.chart && folds.toggle(model.chart, id)) redraw();
    },
  });

  function say(text: string): void {
    setText(said, text);
    said.hidden = text === '';
  }

  function reveal(id: string): void {
    const { chart } = model;
    if (chart && folds.open(foldedAround(chart, id))) redraw();
    const box = shown?.drawn.boxOf(id);
    if (box) viewport.reveal(box);
  }

  function redraw(): void {
    drawing = null;
    if (model.chart) draw(model.chart, model.names.get(model.actor?.key ?? '') ?? '', true);
  }

  function draw(chart: Chart, name: string, isAsked = false): void {
    const folded = folds.of(chart);
    const asked = foldStates(chart, folded);
    drawing = chart;
    if (shown?.chart !== chart) say('Laying out…');
    const token = {};
    latest = token;
    layoutInBackground(asked, {
      descriptions: false,
      isAsked,
      ...(isCovering && { suffix: () => countRoom }),
    }).then(
      ({ layout, isFolded }) => {
        if (latest !== token) return;
        if (isFolded) folds.setAll(chart, true);
        show(chart, folds.of(chart), layout, name);
      },
      (error: unknown) => {
        say(error instanceof Error ? error.message : 'The chart cannot be drawn.');
      },
    );
  }
  let latest: object = {};

  function show(chart: Chart, folded: ReadonlySet<string>, layout: Layout, name: string): void {
    const isSame = shown?.chart === chart;
    const drawn = createDrawnChart(chart, folded, layout, name, document);
    const hadFocus = focusIsIn(canvas);
    canvas.replaceChildren(drawn.picture);
    const minimap = createMinimap(layout, document, (point) => {
      viewport.centre(point);
    });
    overview.replaceChildren(minimap.element);
    shown = { chart, drawn, minimap };
    viewport.setSize(layout, isSame);
    keys.prepare(drawn.picture, foldStates(chart, folded));
    update();
    if (hadFocus) keys.focus();
  }

  function update(): void {
    const { chart, actor } = model;
    if (!chart || !actor) return;
    if (shown?.chart !== chart) {
      if (drawing !== chart) draw(chart, model.names.get(actor.key) ?? actor.machine);
      return;
    }
    const { drawn, minimap } = shown;
    const entry = model.latest(actor.key);
    const taken = model.latestTaken(actor.key);
    const ids = entry ? activeIds(chart, entry.value) : new Set<string>();
    const active = new Set([...ids].map((id) => drawn.shownAs.get(id) ?? id));
    if (isCovering && model.coverage) drawn.cover(model.coverage);
    drawn.pick(model.state);
    drawn.take(takenArrows(taken, drawn.shownAs));
    say(captionOf(taken));
    if (!drawn.light(active) && entry && viewport.hasTarget) return;
    minimap.light(active);
    keys.update(active);
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

/** Whether a person is in a part of the page: what is drawn anew must not throw them out. */
function focusIsIn(element: HTMLElement): boolean {
  const root = element.getRootNode();
  return 'activeElement' in root && element.contains(root.activeElement as Node | null);
}

function takenArrows(
  entry: Entry | undefined,
  shownAs: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const shown = (id: string): string => shownAs.get(id) ?? id;
  return new Set(
    entry?.taken.flatMap(({ source, target }) =>
      target.map(({ id }) => `${shown(source.id)}→${shown(id)}`),
    ),
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
