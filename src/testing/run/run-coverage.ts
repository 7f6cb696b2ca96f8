import type { Chart } from '../../inspect/chart/chart.js';
import { machineHash } from '../../inspect/chart/machine-hash.js';
import type { Coverage } from '../../inspect/coverage/coverage.js';
import { mergeCoverage } from '../../inspect/coverage/coverage.js';

/** How often a fact came to what: a status of the app, or `failed` where the app did wrong. */
export type FactOutcomes = Readonly<Record<string, number>>;

/** A machine of a run, with what was taken of it. */
export interface CoveredMachine {
  readonly chart: Chart;
  readonly coverage: Coverage;
}

/** What a run of tests took: ids and numbers, and nothing that an event carries. Made for JSON. */
export interface RunCoverage {
  readonly format: 'moonkey-coverage';
  /** Of this format. */
  readonly version: 1;
  readonly machines: readonly CoveredMachine[];
  /** What the walks of auth paths did, by the id of the fact. */
  readonly facts: Readonly<Record<string, FactOutcomes>>;
}

/** A run that took nothing. */
export const nothingTaken: RunCoverage = {
  format: 'moonkey-coverage',
  version: 1,
  machines: [],
  facts: {},
};

/**
 * Adds up what several workers, shards or runners took. Machines are the same where their ids and charts are.
 */
export function mergeRuns(runs: readonly RunCoverage[]): RunCoverage {
  const machines = new Map<string, CoveredMachine>();
  for (const { chart, coverage } of runs.flatMap((run) => run.machines)) {
    const key = `${coverage.machine} ${machineHash(chart)}`;
    const known = machines.get(key);
    const [sum] = mergeCoverage(known ? [known.coverage, coverage] : [coverage]);
    machines.set(key, { chart, coverage: sum ?? coverage });
  }
  const facts = new Map<string, FactOutcomes>();
  for (const [fact, outcomes] of runs.flatMap((run) => Object.entries(run.facts)))
    facts.set(fact, added(facts.get(fact) ?? {}, outcomes));
  return { ...nothingTaken, machines: [...machines.values()], facts: Object.fromEntries(facts) };
}

function added(a: FactOutcomes, b: FactOutcomes): FactOutcomes {
  const sums = new Map(Object.entries(a));
  for (const [outcome, count] of Object.entries(b))
    sums.set(outcome, (sums.get(outcome) ?? 0) + count);
  return Object.fromEntries(sums);
}
