import type { Chart } from '../chart/chart.js';
import { stateOf, statesOf } from '../chart/chart.js';

/** Which states of each chart a person has folded. */
export interface Folds {
  readonly of: (chart: Chart) => ReadonlySet<string>;
  /** Folds or unfolds a state; false for one that has nothing inside. */
  readonly toggle: (chart: Chart, id: string) => boolean;
  readonly setAll: (chart: Chart, isFolded: boolean) => void;
  /** Unfolds states; tells whether one of them was folded. */
  readonly open: (ids: readonly string[]) => boolean;
}

/** Makes {@link Folds} with nothing folded. */
export function createFolds(): Folds {
  const folded = new Set<string>();
  const canFold = (chart: Chart, id: string): boolean =>
    id !== chart.root.id && (stateOf(chart, id)?.states.length ?? 0) > 0;
  return {
    of: (chart) => new Set(statesOf(chart).flatMap(({ id }) => (folded.has(id) ? [id] : []))),
    toggle(chart, id) {
      if (!canFold(chart, id)) return false;
      if (!folded.delete(id)) folded.add(id);
      return true;
    },
    setAll(chart, isFolded) {
      for (const { id } of statesOf(chart))
        if (!isFolded) folded.delete(id);
        else if (canFold(chart, id)) folded.add(id);
    },
    open: (ids) => ids.map((id) => folded.delete(id)).includes(true),
  };
}
