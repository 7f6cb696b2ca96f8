import type { Chart, ChartState } from '../chart/chart.js';
import { statesOf } from '../chart/chart.js';
import { setAttributes } from '../ui/h.js';
import type { PanelModel } from './model.js';

/** Makes the drawn states a tree for the keyboard: arrows move, Enter picks. */
export interface StateKeys {
  readonly prepare: (picture: SVGElement, chart: Chart) => void;
  readonly update: (active: ReadonlySet<string>) => void;
  /** Focuses the state at which the keyboard was. */
  readonly focus: () => void;
}

/** Listens to keys and clicks on the states inside `frame`. */
export function createStateKeys(
  model: PanelModel,
  frame: HTMLElement,
  {
    reveal,
    toggle,
  }: { readonly reveal: (id: string) => void; readonly toggle: (id: string) => void },
): StateKeys {
  let order: readonly ChartState[] = [];
  let items = new Map<string, SVGElement>();
  let here = '';

  function focus(state: ChartState | undefined): void {
    const item = state && items.get(state.id);
    if (!item) return;
    items.get(here)?.setAttribute('tabindex', '-1');
    here = state.id;
    item.setAttribute('tabindex', '0');
    item.focus({ preventScroll: true });
    reveal(here);
  }

  function pick(id: string): void {
    model.pickState(model.state === id ? null : id);
    model.showSection('state');
  }

  frame.addEventListener('keydown', (event) => {
    const index = order.findIndex(({ id }) => id === here);
    const state = order[index];
    const moves: Readonly<Record<string, () => void>> = {
      ArrowDown: () => focus(order[index + 1]),
      ArrowUp: () => focus(order[index - 1]),
      ArrowRight: () => focus(state?.states[0]),
      ArrowLeft: () => focus(order.findLast(({ states }) => state && states.includes(state))),
      Home: () => focus(order[0]),
      End: () => focus(order.at(-1)),
      Enter: () => pick(here),
      ' ': () => pick(here),
      f: () => toggle(here),
    };
    const move = moves[event.key];
    if (!move || !state) return;
    event.preventDefault();
    move();
  });
  frame.addEventListener('click', (event) => {
    const [target] = event.composedPath();
    const box = isElement(target) ? target.closest('[data-state]') : null;
    const id = box?.getAttribute('data-state');
    if (id) pick(id);
  });

  frame.addEventListener('dblclick', (event) => {
    const [target] = event.composedPath();
    const id = isElement(target)
      ? target.closest('[data-state]')?.getAttribute('data-state')
      : null;
    if (id) toggle(id);
  });

  return {
    focus() {
      items.get(here)?.focus({ preventScroll: true });
    },
    prepare(picture, chart) {
      order = statesOf(chart);
      items = new Map(
        [...picture.querySelectorAll<SVGElement>('g[data-state]')].map((item) => [
          item.getAttribute('data-state') ?? '',
          item,
        ]),
      );
      here = items.has(here) ? here : (order[0]?.id ?? '');
      for (const [id, item] of items)
        setAttributes(item, { role: 'treeitem', tabindex: id === here ? 0 : -1 });
    },
    update(active) {
      for (const { id, path } of order) {
        const item = items.get(id);
        const name = path.replaceAll('.', ' ');
        const isLit = active.has(id) && id !== order[0]?.id;
        if (item) setAttributes(item, { 'aria-label': isLit ? `${name}, active` : name });
      }
    },
  };
}

/** Also for elements of another window, which have an `Element` of their own. */
function isElement(target: EventTarget | undefined): target is Element {
  return target !== undefined && 'closest' in target;
}
