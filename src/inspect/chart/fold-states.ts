import type { Chart, ChartState, ChartTransition } from './chart.js';

/**
 * A chart in which some states are folded: they stand without the states inside of them, and arrows
 * that lead into those lead to them. Arrows within a folded state are left out.
 */
export function foldStates(chart: Chart, folded: ReadonlySet<string>): Chart {
  if (folded.size === 0) return chart;
  const shown = shownAs(chart, folded);
  const fold = (state: ChartState): ChartState =>
    folded.has(state.id) && state.states.length > 0
      ? { ...state, type: 'atomic', initial: null, states: [] }
      : { ...state, states: state.states.map(fold) };
  const transitions = chart.transitions.flatMap((transition): ChartTransition[] => {
    const source = shown.get(transition.source) ?? transition.source;
    const targets = transition.targets.map((target) => shown.get(target) ?? target);
    if (source === transition.source) return [{ ...transition, targets }];
    const leaving = targets.filter((target) => target !== source);
    return leaving.length === 0 ? [] : [{ ...transition, source, targets: leaving }];
  });
  return { root: withInitials(fold(chart.root), shown), transitions };
}

/** Which state each state is drawn as: itself, or the folded one around it. */
export function shownAs(chart: Chart, folded: ReadonlySet<string>): ReadonlyMap<string, string> {
  const shown = new Map<string, string>();
  const walk = (state: ChartState, inside: string | null): void => {
    shown.set(state.id, inside ?? state.id);
    const next = inside ?? (folded.has(state.id) ? state.id : null);
    for (const child of state.states) walk(child, next);
  };
  walk(chart.root, null);
  return shown;
}

/** The states that must be unfolded for one to be seen. */
export function foldedAround(chart: Chart, id: string): readonly string[] {
  const walk = (state: ChartState, around: readonly string[]): readonly string[] | null => {
    if (state.id === id) return around;
    for (const child of state.states) {
      const found = walk(child, [...around, state.id]);
      if (found) return found;
    }
    return null;
  };
  return walk(chart.root, []) ?? [];
}

function withInitials(state: ChartState, shown: ReadonlyMap<string, string>): ChartState {
  const initial = state.initial === null ? null : (shown.get(state.initial) ?? state.initial);
  return { ...state, initial, states: state.states.map((child) => withInitials(child, shown)) };
}
