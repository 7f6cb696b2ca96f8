import type { Chart } from '../chart/chart.js';
import { foldedAround, foldStates } from '../chart/fold-states.js';
import type { Layout } from '../layout/layout.js';
import { layoutInBackground } from '../layout/layout-in-background.js';
import { activeIds } from '../recording/entry.js';
import { captionOf, focusesOf, focusIsIn, takenArrows } from './chart-focus.js';
import type { ChartFrame } from './chart-frame.js';
import { countRoom } from './cover-chart.js';
import type { DrawnChart } from './drawn-chart.js';
import { createDrawnChart } from './drawn-chart.js';
import { createFolds } from './folds.js';
import { createMinimap } from './minimap.js';
import type { Minimap } from './minimap.js';
import type { PanelModel } from './model.js';
import type { StateKeys } from './state-keys.js';
import { createStateKeys } from './state-keys.js';

interface Shown {
  readonly chart: Chart;
  readonly drawn: DrawnChart;
  readonly minimap: Minimap;
}

/** The chart in its frame: laid out when another is to be shown, and lit as the machine goes on. */
export class ChartPicture {
  readonly #folds = createFolds();
  readonly #keys: StateKeys;
  #isCovering = false;
  #shown: Shown | null = null;
  /** The chart that is being laid out. */
  #drawing: Chart | null = null;
  #latest: object | null = null;

  constructor(
    private readonly model: PanelModel,
    private readonly frame: ChartFrame,
    private readonly document: Document,
  ) {
    this.#keys = createStateKeys(model, frame.element, {
      reveal: this.reveal,
      toggle: (id) => {
        if (model.chart && this.#folds.toggle(model.chart, id)) this.#redraw();
      },
    });
  }

  get minimap(): Minimap | undefined {
    return this.#shown?.minimap;
  }

  /** Brings a state into sight, unfolding what it is in. */
  readonly reveal = (id: string): void => {
    const { chart } = this.model;
    if (chart && this.#folds.open(foldedAround(chart, id))) this.#redraw();
    const box = this.#shown?.drawn.boxOf(id);
    if (box) this.frame.viewport.reveal(box);
  };

  readonly find = (ids: ReadonlySet<string>): void => {
    this.#shown?.drawn.find(ids);
  };

  readonly foldAll = (isFolded: boolean): void => {
    if (this.model.chart) this.#folds.setAll(this.model.chart, isFolded);
    this.#redraw();
  };

  readonly cover = (isCovered: boolean): void => {
    this.#isCovering = isCovered;
    this.frame.canvas.classList.toggle('covering', isCovered);
    this.#redraw();
  };

  update(): void {
    const { chart, actor, names } = this.model;
    if (!chart || !actor) return;
    if (this.#shown?.chart === chart) this.#light(this.#shown, actor.key);
    else if (this.#drawing !== chart)
      this.#draw(chart, names.get(actor.key) ?? actor.machine, false);
  }

  #light({ chart, drawn, minimap }: Shown, actor: string): void {
    const { model, frame } = this;
    const entry = model.latest(actor);
    const taken = model.latestTaken(actor);
    const ids = entry ? activeIds(chart, entry.value) : new Set<string>();
    const active = new Set([...ids].map((id) => drawn.shownAs.get(id) ?? id));
    if (this.#isCovering && model.coverage) drawn.cover(model.coverage);
    drawn.pick(model.state);
    drawn.take(takenArrows(taken, drawn.shownAs));
    frame.say(captionOf(taken));
    if (!drawn.light(active) && entry && frame.viewport.hasTarget) return;
    minimap.light(active);
    this.#keys.update(active);
    if (entry) frame.viewport.target(focusesOf(drawn.layout, active));
  }

  #redraw(): void {
    const { chart, names, actor } = this.model;
    this.#drawing = null;
    if (chart) this.#draw(chart, names.get(actor?.key ?? '') ?? '', true);
  }

  #draw(chart: Chart, name: string, isAsked: boolean): void {
    this.#drawing = chart;
    if (this.#shown?.chart !== chart) this.frame.say('Laying out…');
    const token = {};
    this.#latest = token;
    layoutInBackground(foldStates(chart, this.#folds.of(chart)), {
      descriptions: false,
      isAsked,
      ...(this.#isCovering && { suffix: () => countRoom }),
    }).then(
      ({ layout, isFolded }) => {
        if (this.#latest !== token) return;
        if (isFolded) this.#folds.setAll(chart, true);
        this.#show(chart, layout, name);
      },
      (error: unknown) => {
        this.frame.say(error instanceof Error ? error.message : 'The chart cannot be drawn.');
      },
    );
  }

  #show(chart: Chart, layout: Layout, name: string): void {
    const { canvas, overview, viewport } = this.frame;
    const isSame = this.#shown?.chart === chart;
    const folded = this.#folds.of(chart);
    const drawn = createDrawnChart(chart, folded, layout, name, this.document);
    const hadFocus = focusIsIn(canvas);
    canvas.replaceChildren(drawn.picture);
    const minimap = createMinimap(layout, this.document, (point) => {
      viewport.centre(point);
    });
    overview.replaceChildren(minimap.element);
    this.#shown = { chart, drawn, minimap };
    viewport.setSize(layout, isSame);
    this.#keys.prepare(drawn.picture, foldStates(chart, folded));
    this.update();
    if (hadFocus) this.#keys.focus();
  }
}
