import type { AnyStateMachine } from 'xstate';
import { describeMachine } from '../../machines/describe.js';
import { getOutboxMachine } from '../../machines/outbox-machine.js';
import { stubbedAuthMachine } from '../../machines/stubbed-auth-machine.js';
import type { Chart } from './chart.js';
import { readChart } from './read-chart.js';

const running = [stubbedAuthMachine, getOutboxMachine()].map(
  ({ config }): unknown => config.states,
);

/** {@link readChart} for a machine as the engine runs it: the descriptions are added back. */
export function readRunningChart(machine: AnyStateMachine): Chart {
  return readChart(running.includes(machine.config.states) ? describeMachine(machine) : machine);
}
