import type { AnyStateMachine } from 'xstate';
import type { Chart, ChartState, ChartTransition } from '../chart/chart.js';
import { statesOf } from '../chart/chart.js';
import { chartOf } from '../chart/chart-of.js';
import type { Coverage } from './coverage.js';

/** How much of a machine was taken. */
export interface CoverageSummary {
  readonly states: { readonly taken: number; readonly all: number };
  readonly transitions: { readonly taken: number; readonly all: number };
  /** Of all transitions, in percent, rounded down: 100 means every one. */
  readonly percent: number;
  /** The ids of what was never taken, in the machine's own order. */
  readonly missedStates: readonly string[];
  readonly missedTransitions: readonly string[];
}

/** Holds a {@link Coverage} against its machine, or its chart. What that does not have is not counted. */
export function summarizeCoverage(
  machine: AnyStateMachine | Chart,
  coverage: Coverage,
): CoverageSummary {
  const chart = chartOf(machine);
  const states = coverableStates(chart).map(({ id }) => id);
  const transitions = coverableTransitions(chart).map(({ id }) => id);
  const missedStates = states.filter((id) => !coverage.states[id]);
  const missedTransitions = transitions.filter((id) => !coverage.transitions[id]);
  const taken = transitions.length - missedTransitions.length;
  return {
    states: { taken: states.length - missedStates.length, all: states.length },
    transitions: { taken, all: transitions.length },
    percent: transitions.length === 0 ? 100 : Math.floor((taken / transitions.length) * 100),
    missedStates,
    missedTransitions,
  };
}

/** The states that can be entered: the machine itself always is, and a history state never. */
export function coverableStates(chart: Chart): readonly ChartState[] {
  return statesOf(chart).filter(({ id, type }) => id !== chart.root.id && type !== 'history');
}

/** The transitions that can be taken: a history state's default is no transition of its own. */
export function coverableTransitions({ transitions }: Chart): readonly ChartTransition[] {
  return transitions.filter(({ trigger }) => trigger.kind !== 'default');
}
