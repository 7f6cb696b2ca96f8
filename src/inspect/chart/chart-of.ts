import type { AnyStateMachine } from 'xstate';
import type { Chart } from './chart.js';
import { readRunningChart } from './read-running-chart.js';

/** The chart of a machine, or the chart itself. */
export function chartOf(machine: AnyStateMachine | Chart): Chart {
  return isChart(machine) ? machine : readRunningChart(machine);
}

/** Whether it is a chart already: plain data, as a coverage file or a recording holds it. */
export function isChart(value: AnyStateMachine | Chart): value is Chart {
  return 'transitions' in value && Array.isArray(value.transitions);
}
