import { collectCoverage } from '../../inspect/coverage/collect-coverage.js';
import { coveredMachines } from './covered-machines.js';
import { readRun } from './notes.js';
import type { CoveredMachine, FactOutcomes, RunCoverage } from './run-coverage.js';
import { mergeRuns, nothingTaken } from './run-coverage.js';

/** Collects what a run takes. */
export interface RunCollector {
  /** What was taken so far. */
  readonly result: () => RunCoverage;
  readonly stop: () => void;
}

/**
 * Collects what this process takes from now on: the states and transitions of every XState machine that
 * starts, and the facts of every walk, with what came of them. For runners that have no reporter here.
 *
 * @example
 * ```ts
 * const run = collectRun()
 * // … the tests …
 * await writeFile('auth-coverage.json', JSON.stringify(run.result()))
 * // then: npx moonkey-coverage auth-coverage.json --fail-under 80
 * ```
 */
export function collectRun(): RunCollector {
  const collector = collectCoverage();
  const elsewhere: CoveredMachine[] = [];
  const facts = new Map<string, Map<string, number>>();
  const stops = [
    collector.watchAll(),
    readRun(({ fact, machines = [] }) => {
      elsewhere.push(...machines);
      if (!fact) return;
      const outcomes = facts.get(fact.id) ?? new Map<string, number>();
      outcomes.set(fact.outcome, (outcomes.get(fact.outcome) ?? 0) + 1);
      facts.set(fact.id, outcomes);
    }),
  ];
  const told = (): Readonly<Record<string, FactOutcomes>> =>
    Object.fromEntries([...facts].map(([id, outcomes]) => [id, Object.fromEntries(outcomes)]));
  return {
    result: () =>
      mergeRuns([
        { ...nothingTaken, machines: [...coveredMachines(collector), ...elsewhere], facts: told() },
      ]),
    stop: () => {
      for (const stop of stops) stop();
    },
  };
}
