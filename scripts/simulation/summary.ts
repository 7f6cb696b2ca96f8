import type { SimulationResult } from '../../src/testing/simulation/index.js';

const MOST_SHOWN = 4;

const sum = (numbers: readonly number[]): number =>
  numbers.reduce((total, each) => total + each, 0);

/** Adds up what happened under each name. */
export function countAll(
  counts: readonly Readonly<Partial<Record<string, number>>>[],
): Record<string, number> {
  const total: Record<string, number> = {};
  for (const each of counts)
    for (const [name, count] of Object.entries(each))
      total[name] = (total[name] ?? 0) + (count ?? 0);
  return total;
}

/** The seeds that failed, by invariant, with the command that replays them; null for none. */
export function describeFailures(results: readonly SimulationResult[]): string | null {
  const failures = results.filter(({ ok }) => !ok).toSorted((a, b) => a.seed - b.seed);
  const groups = new Map<string, SimulationResult[]>();
  for (const failure of failures) {
    const id = failure.violation?.invariant ?? '';
    groups.set(id, [...(groups.get(id) ?? []), failure]);
  }
  const lines = [...groups].flatMap(([id, group]) => [
    `${id} is violated by ${group.length} of ${results.length} seeds:`,
    ...group
      .slice(0, MOST_SHOWN)
      .map(
        ({ seed, violation }) =>
          `  at ${violation?.at} ms: ${violation?.message}\n` +
          `    replay: npm run simulate -- --seed ${seed}`,
      ),
  ]);
  return failures.length === 0 ? null : lines.join('\n');
}

/** The figures of a run, in one line each. */
export function summarize(results: readonly SimulationResult[], seconds: number): string {
  const stats = results.map((result) => result.stats);
  const faults = sum(Object.values(countAll(stats.map((each) => each.faults))));
  const failed = results.filter(({ ok }) => !ok).length;
  return [
    `seeds      ${results.length}, ${failed} failed`,
    `tasks      ${sum(stats.map(({ tasks }) => tasks))}`,
    `faults     ${faults}`,
    `crashes    ${sum(stats.map(({ crashes }) => crashes))}`,
    `requests   ${sum(stats.map(({ requests }) => requests))}`,
    `seconds    ${seconds.toFixed(1)}`,
    `seeds/s    ${(results.length / seconds).toFixed(1)}`,
  ].join('\n');
}
