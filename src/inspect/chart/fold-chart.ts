import type { Chart, ChartState, ChartTransition } from './chart.js';

/**
 * The outline of a chart: states deeper than `depth` are folded into the state around them, and
 * transitions keep only what makes them happen. What goes on inside a folded state is left out.
 */
export function foldChart({ root, transitions }: Chart, depth: number): Chart {
  const shown = new Map<string, string>();
  const fold = (state: ChartState, level: number, into: string | null): ChartState => {
    const shownAs = into ?? state.id;
    shown.set(state.id, shownAs);
    const states = state.states.map((child) =>
      fold(child, level + 1, level >= depth ? shownAs : null),
    );
    return level >= depth
      ? { ...state, type: state.type === 'final' ? 'final' : 'atomic', initial: null, states: [] }
      : { ...state, states };
  };
  const folded = fold(root, 0, null);
  const lifted = new Map<string, ChartTransition>();
  for (const transition of transitions) {
    const source = shown.get(transition.source) ?? transition.source;
    for (const each of transition.targets) {
      const target = shown.get(each) ?? each;
      const id = `${source}→${target}:${transition.trigger.event}`;
      if (source !== target)
        lifted.set(id, { ...transition, id, source, targets: [target], guard: null });
    }
  }
  return { root: folded, transitions: [...lifted.values()] };
}
