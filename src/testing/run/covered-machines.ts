import { readRunningChart } from '../../inspect/chart/read-running-chart.js';
import { machineHash } from '../../inspect/chart/machine-hash.js';
import type { CoverageCollector } from '../../inspect/coverage/collect-coverage.js';
import { outboxMachine } from '../../machines/index.js';
import type { CoveredMachine } from './run-coverage.js';

const outbox = machineHash(readRunningChart(outboxMachine));

/** What a collector saw, without the outbox: nobody's tests can do anything about that one. */
export function coveredMachines({
  charts,
  coverage,
}: Pick<CoverageCollector, 'charts' | 'coverage'>): CoveredMachine[] {
  const seen = charts();
  return coverage().flatMap((each, index) => {
    const chart = seen[index];
    return chart && machineHash(chart) !== outbox ? [{ chart, coverage: each }] : [];
  });
}
