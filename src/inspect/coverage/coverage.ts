/** What of a machine was taken, and how often. Plain data: made for JSON, and for adding up. */
export interface Coverage {
  /** The machine's id. */
  readonly machine: string;
  /** How often each state was entered, by its id. A state that is not in it was never entered. */
  readonly states: Readonly<Record<string, number>>;
  /** How often each transition was taken, by its id: `auth.loggedOut:SIGN_IN:0`. */
  readonly transitions: Readonly<Record<string, number>>;
}

/**
 * Adds up what several runs, workers or browsers took: one {@link Coverage} for each machine.
 *
 * @example
 * ```ts
 * const all = mergeCoverage([...fromWorker1, ...fromWorker2])
 * ```
 */
export function mergeCoverage(parts: readonly Coverage[]): readonly Coverage[] {
  const merged = new Map<string, Coverage>();
  for (const part of parts) {
    const known = merged.get(part.machine);
    merged.set(part.machine, {
      machine: part.machine,
      states: sum(known?.states, part.states),
      transitions: sum(known?.transitions, part.transitions),
    });
  }
  return [...merged.values()];
}

type Counts = Readonly<Record<string, number>>;

function sum(a: Counts = {}, b: Counts = {}): Counts {
  const added = new Map(Object.entries(a));
  for (const [id, count] of Object.entries(b)) added.set(id, (added.get(id) ?? 0) + count);
  return Object.fromEntries(added);
}
