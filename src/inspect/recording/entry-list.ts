import type { ActorRecord } from './actor-record.js';
import type { Entry } from './entry.js';

/** What an entry says by itself: when it came, and of whom, is added. */
export type NewEntry = Omit<Entry, 'index' | 'at' | 'actor' | 'machine' | 'status'>;

/** The last entries, and of each actor the last one. */
export class EntryList {
  readonly #latest = new Map<string, Entry>();
  #entries: readonly Entry[] = [];
  #next = 0;

  constructor(
    private readonly limit: number,
    private readonly now: () => number,
  ) {}

  /** Oldest first. A new array after each change. */
  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** What an actor did last, also where that has left the list. */
  latest(actor: string): Entry | undefined {
    return this.#latest.get(actor);
  }

  add({ key, machine, status }: ActorRecord, entry: NewEntry): Entry {
    const added = { ...entry, index: this.#next, at: this.now(), actor: key, machine, status };
    this.#next += 1;
    this.#latest.set(key, added);
    this.#entries = [...this.#entries.slice(1 - this.limit), added];
    return added;
  }

  /** Forgets all but what each of these actors did last. */
  keepLatest(actors: ReadonlyMap<string, unknown>): void {
    this.#entries = [...this.#latest.values()]
      .filter(({ actor }) => actors.has(actor))
      .toSorted((a, b) => a.index - b.index);
  }

  /** Forgets all that an actor did. */
  forget(key: string): void {
    this.#latest.delete(key);
    this.#entries = this.#entries.filter(({ actor }) => actor !== key);
  }
}
