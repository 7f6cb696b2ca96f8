import type { KeptEntries } from './kept-entries.js';
import type { RecordedEntry } from './recording.js';

/** Entries are written together, so many ms after the first of them. */
const WRITING = 400;

/** Entries on their way to where they are kept. */
export interface EntryQueue {
  readonly add: (entry: RecordedEntry) => void;
  /** Writes what waits, now. */
  readonly write: () => Promise<void>;
  /** How many have left since there was no room for them. */
  readonly dropped: () => number;
  /** Forgets everything, what is kept as well. */
  readonly clear: () => Promise<void>;
}

/** Writes entries a little later, and together. No more than `limit` wait: the oldest leave. */
export function createEntryQueue(kept: KeptEntries, limit: number): EntryQueue {
  let waiting: RecordedEntry[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dropped = 0;

  async function write(): Promise<void> {
    clearTimeout(timer);
    timer = undefined;
    const entries = waiting;
    waiting = [];
    if (entries.length > 0) dropped += await kept.add(entries);
  }

  return {
    add(entry) {
      waiting.push(entry);
      if (waiting.length > limit) {
        waiting.shift();
        dropped += 1;
      }
      timer ??= setTimeout(() => void write(), WRITING);
    },
    write,
    dropped: () => dropped,
    async clear() {
      waiting = [];
      dropped = 0;
      await kept.clear();
    },
  };
}
