import type { RecordedEntry } from './recording.js';

/** Where a recorder keeps what it heard: over reloads, and for all tabs of the origin. */
export interface KeptEntries {
  /** Resolves to how many of the oldest had to leave. */
  readonly add: (entries: readonly RecordedEntry[]) => Promise<number>;
  /** All entries, oldest first. */
  readonly all: () => Promise<readonly RecordedEntry[]>;
  readonly clear: () => Promise<void>;
}

/** Entries in this page's memory only. */
export function keepInMemory(limit: number): KeptEntries {
  let entries: readonly RecordedEntry[] = [];
  return {
    add(more) {
      const all = [...entries, ...more];
      entries = all.slice(-limit);
      return Promise.resolve(all.length - entries.length);
    },
    all: () => Promise.resolve(entries),
    clear() {
      entries = [];
      return Promise.resolve();
    },
  };
}
