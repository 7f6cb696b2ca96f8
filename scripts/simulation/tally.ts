import type { SimulationResult } from '../../src/testing/simulation/index.js';

type Counts = Readonly<Partial<Record<string, number>>>;

const MOST_SHOWN = 4;

/** Adds up what happened in many seeds, and keeps nothing of those that passed. */
export class Tally {
  seeds = 0;
  tasks = 0;
  crashes = 0;
  requests = 0;
  /** The most tabs in one world. */
  mostTabs = 0;
  readonly actions: Record<string, number> = {};
  readonly faults: Record<string, number> = {};
  readonly failures: SimulationResult[] = [];

  add(result: SimulationResult): void {
    const { stats } = result;
    this.seeds += 1;
    this.tasks += stats.tasks;
    this.crashes += stats.crashes;
    this.requests += stats.requests;
    this.mostTabs = Math.max(this.mostTabs, stats.tabs);
    addCounts(this.actions, stats.actions);
    addCounts(this.faults, stats.faults);
    if (!result.ok) this.failures.push(result);
  }

  /** The seeds that failed, by invariant, with the command that replays them; null for none. */
  describeFailures(edges?: string): string | null {
    const failures = this.failures.toSorted((a, b) => a.seed - b.seed);
    const groups = new Map<string, SimulationResult[]>();
    for (const failure of failures) {
      const id = failure.violation?.invariant ?? '';
      groups.set(id, [...(groups.get(id) ?? []), failure]);
    }
    const lines = [...groups].flatMap(([id, group]) => [
      `${id} is violated by ${group.length} of ${this.seeds} seeds:`,
      ...group.slice(0, MOST_SHOWN).map((each) => describeFailure(each, edges)),
      ...(group.length > MOST_SHOWN
        ? [
            `  and by ${group
              .slice(MOST_SHOWN)
              .map(({ seed }) => seed)
              .join(', ')}`,
          ]
        : []),
    ]);
    return failures.length === 0 ? null : lines.join('\n');
  }

  /** The figures of a run, in one line each. */
  summarize(seconds: number): string {
    const faults = Object.values(this.faults).reduce((total, each) => total + each, 0);
    return [
      `seeds      ${this.seeds}, ${this.failures.length} failed`,
      `tasks      ${this.tasks}`,
      `faults     ${faults}`,
      `crashes    ${this.crashes}`,
      `requests   ${this.requests}`,
      `seconds    ${seconds.toFixed(1)}`,
      `seeds/s    ${(this.seeds / seconds).toFixed(1)}`,
    ].join('\n');
  }
}

/** What a seed that failed says of itself, with the command that replays it. */
function describeFailure({ seed, violation }: SimulationResult, edges?: string): string {
  const chosen = edges === undefined ? '' : ` --edges ${edges}`;
  return (
    `  at ${violation?.at} ms: ${violation?.message}\n` +
    `    replay: npm run simulate -- --seed ${seed}${chosen}`
  );
}

function addCounts(total: Record<string, number>, counts: Counts): void {
  for (const [name, count] of Object.entries(counts))
    total[name] = (total[name] ?? 0) + (count ?? 0);
}
