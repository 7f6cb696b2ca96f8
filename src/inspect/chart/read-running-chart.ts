import type { AnyStateMachine } from 'xstate';
import { authMachine } from '../../machines/auth-machine.js';
import { describeMachine } from '../../machines/describe.js';
import { outboxMachine } from '../../machines/outbox-machine.js';
import type { Chart } from './chart.js';
import { readChart } from './read-chart.js';

/** {@link readChart} for a machine as the engine runs it: the descriptions are added back. */
export function readRunningChart(machine: AnyStateMachine): Chart {
  const isOurs = [authMachine.config, outboxMachine.config].some(
    (config) => config === machine.config,
  );
  return readChart(isOurs ? describeMachine(machine) : machine);
}
