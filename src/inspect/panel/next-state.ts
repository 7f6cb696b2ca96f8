import type { ChartState } from '../chart/chart.js';

/** The state to which a key leads from another one, in a tree that is drawn in this order. */
export function nextState(
  key: string,
  here: ChartState,
  order: readonly ChartState[],
): ChartState | undefined {
  const index = order.indexOf(here);
  if (key === 'ArrowDown') return order[index + 1];
  if (key === 'ArrowUp') return order[index - 1];
  if (key === 'ArrowRight') return here.states[0];
  if (key === 'ArrowLeft') return order.findLast(({ states }) => states.includes(here));
  if (key === 'Home') return order[0];
  return key === 'End' ? order.at(-1) : undefined;
}
