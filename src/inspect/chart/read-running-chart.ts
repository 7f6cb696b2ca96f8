import type { AnyStateMachine } from 'xstate';
import { describeMachine, originalStates } from '../../machines/describe.js';
import { authMachine } from '../../machines/index.js';
import type { Chart } from './chart.js';
import { readChart } from './read-chart.js';

/** {@link readChart} for a machine as the engine runs it: the descriptions are added back. */
export function readRunningChart(machine: AnyStateMachine): Chart {
  const isOurs = originalStates(machine.config) === originalStates(authMachine.config);
  return readChart(isOurs ? describeMachine(machine) : machine);
}
