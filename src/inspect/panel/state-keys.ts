import type { Chart, ChartState } from '../chart/chart.js';
import { statesOf } from '../chart/chart.js';
import type { PanelModel } from './model.js';
import { nextState } from './next-state.js';
import type { StateItems } from './state-items.js';
import { labelItems, stateItems, stateOf } from './state-items.js';

/** Makes the drawn states a tree for the keyboard: arrows move, Enter picks. */
export interface StateKeys {
  readonly prepare: (picture: SVGElement, chart: Chart) => void;
  readonly update: (active: ReadonlySet<string>) => void;
  /** Focuses the state at which the keyboard was. */
  readonly focus: () => void;
}

/** What can be done with a drawn state. */
export interface StateActs {
  readonly reveal: (id: string) => void;
  readonly toggle: (id: string) => void;
}

/** Listens to keys and clicks on the states inside `frame`. */
export function createStateKeys(
  model: PanelModel,
  frame: HTMLElement,
  { reveal, toggle }: StateActs,
): StateKeys {
  let order: readonly ChartState[] = [];
  let items: StateItems = new Map();
  let here = '';

  function moveTo({ id }: ChartState): void {
    const item = items.get(id);
    if (!item) return;
    items.get(here)?.setAttribute('tabindex', '-1');
    here = id;
    item.setAttribute('tabindex', '0');
    item.focus({ preventScroll: true });
    reveal(here);
  }

  function pick(id: string): void {
    model.pickState(model.state === id ? null : id);
    model.showSection('state');
  }

  frame.addEventListener('keydown', (event) => {
    const state = order.find(({ id }) => id === here);
    if (!state) return;
    const next = nextState(event.key, state, order);
    if (next) moveTo(next);
    else if (event.key === 'Enter' || event.key === ' ') pick(here);
    else if (event.key === 'f') toggle(here);
    else return;
    event.preventDefault();
  });
  frame.addEventListener('click', (event) => {
    const id = stateOf(event);
    if (id) pick(id);
  });
  frame.addEventListener('dblclick', (event) => {
    const id = stateOf(event);
    if (id) toggle(id);
  });

  return {
    focus() {
      items.get(here)?.focus({ preventScroll: true });
    },
    prepare(picture, chart) {
      order = statesOf(chart);
      items = stateItems(picture);
      here = items.has(here) ? here : (order[0]?.id ?? '');
      items.get(here)?.setAttribute('tabindex', '0');
    },
    update(active) {
      labelItems(items, order, active);
    },
  };
}
