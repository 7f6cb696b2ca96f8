import type { AnyStateMachine } from 'xstate';
import type { Chart } from '../../inspect/chart/chart.js';
import { chartOf } from '../../inspect/chart/chart-of.js';
import { machineHash } from '../../inspect/chart/machine-hash.js';
import type { Coverage } from '../../inspect/coverage/coverage.js';
import { authMachine } from '../../machines/index.js';
import type { RunCoverage } from '../../testing/run/index.js';

/** A machine that is to be drawn. */
export interface DrawnMachine {
  readonly machine: AnyStateMachine | Chart;
  readonly coverage: Coverage;
  /** Whether it is this package's own. */
  readonly isAuth: boolean;
}

/**
 * What a report draws: the auth machine where it ran, the machines that were named, and whatever else was
 * seen. Where only others were named and nothing ran, the auth machine is left out.
 */
export function machinesOfRun(
  { machines }: RunCoverage,
  named: readonly AnyStateMachine[],
): readonly DrawnMachine[] {
  const known = new Map([authMachine, ...named].map((each) => [keyOf(chartOf(each)), each]));
  const seen = new Map(machines.map((each) => [keyOf(each.chart), each]));
  const keys = new Set([...named.map((each) => keyOf(chartOf(each))), ...seen.keys()]);
  if (keys.size === 0) keys.add(keyOf(chartOf(authMachine)));
  const auth = keyOf(chartOf(authMachine));
  return [...keys]
    .toSorted((a, b) => Number(b === auth) - Number(a === auth))
    .flatMap((key) => {
      const machine = known.get(key) ?? seen.get(key)?.chart;
      if (!machine) return [];
      const { id } = chartOf(machine).root;
      const coverage = seen.get(key)?.coverage ?? { machine: id, states: {}, transitions: {} };
      return [{ machine, coverage, isAuth: key === auth }];
    });
}

function keyOf(chart: Chart): string {
  return `${chart.root.id} ${machineHash(chart)}`;
}
