import type { ChartState } from '../chart/chart.js';
import { setAttributes } from '../ui/h.js';

/** The states of a picture, as the items of a tree: one of them is in the order of the Tab key. */
export type StateItems = ReadonlyMap<string, SVGElement>;

/** Makes the drawn states of a picture a tree. */
export function stateItems(picture: SVGElement): StateItems {
  const drawn = [...picture.querySelectorAll<SVGElement>('g[data-state]')];
  for (const item of drawn) setAttributes(item, { role: 'treeitem', tabindex: -1 });
  return new Map(drawn.map((item) => [item.getAttribute('data-state') ?? '', item]));
}

/** Says of each state what it is called, and whether it is active; of the first one, which always is, its name alone. */
export function labelItems(
  items: StateItems,
  order: readonly ChartState[],
  active: ReadonlySet<string>,
): void {
  for (const [index, { id, path }] of order.entries()) {
    const item = items.get(id);
    const name = path.replaceAll('.', ' ');
    if (item)
      setAttributes(item, { 'aria-label': index > 0 && active.has(id) ? `${name}, active` : name });
  }
}

/** The state that an event happened in; null where it happened in none. */
export function stateOf(event: Event): string | null {
  const [target] = event.composedPath();
  return isElement(target)
    ? (target.closest('[data-state]')?.getAttribute('data-state') ?? null)
    : null;
}

/** Also for elements of another window, which have an `Element` of their own. */
function isElement(target: EventTarget | undefined): target is Element {
  return target !== undefined && 'closest' in target;
}
