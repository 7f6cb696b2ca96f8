import type { AnyStateMachine } from 'xstate';
import { describeMachine } from '../../machines/describe.js';
import type { Chart } from './chart.js';
import { ownMachineOf } from './own-machine.js';
import { readChart } from './read-chart.js';

/** {@link readChart} for a machine as the engine runs it: the descriptions are added back. */
export function readRunningChart(machine: AnyStateMachine): Chart {
  return readChart(describeOwn(machine));
}

/** The machine, with its descriptions where it is one of this package's. */
export function describeOwn(machine: AnyStateMachine): AnyStateMachine {
  return ownMachineOf(machine) === null ? machine : describeMachine(machine);
}
