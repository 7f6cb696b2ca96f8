import type { AnyStateMachine } from 'xstate';
import { describeMachine } from '../../machines/describe.js';
import type { Chart } from './chart.js';
import { ownMachineOf } from './own-machine.js';
import { readChart } from './read-chart.js';

/** {@link readChart} for a machine as the engine runs it: the descriptions are added back. */
export function readRunningChart(machine: AnyStateMachine): Chart {
  return readChart(ownMachineOf(machine) === null ? machine : describeMachine(machine));
}
