import type { ChartState } from '../chart/chart.js';

/**
 * Tells which arrows run against the order in which the author wrote the states: laid out the other
 * way round, they make every chart flow from its first state to its last.
 */
export function createFlow(root: ChartState): (source: string, target: string) => boolean {
  const ranks = new Map<string, readonly number[]>();
  const rank = (state: ChartState, path: readonly number[]): void => {
    ranks.set(state.id, path);
    const initialFirst = state.states.toSorted(
      (a, b) => Number(b.id === state.initial) - Number(a.id === state.initial),
    );
    initialFirst.forEach((child, index) => {
      rank(child, [...path, index]);
    });
  };
  rank(root, []);
  return (source, target) => {
    const from = ranks.get(source) ?? [];
    const to = ranks.get(target) ?? [];
    const fork = from.findIndex((index, depth) => index !== to[depth]);
    const [a, b] = [from[fork], to[fork]];
    return a !== undefined && b !== undefined && a > b;
  };
}
