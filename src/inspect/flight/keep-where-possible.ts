import { keepInDatabase } from './keep-in-database.js';
import type { KeptEntries } from './kept-entries.js';
import { keepInMemory } from './kept-entries.js';

/** The database where there is one; memory where it fails, from then on. */
export function keepWherePossible(persist: boolean, limit: number): KeptEntries {
  const memory = keepInMemory(limit);
  if (!persist || typeof indexedDB === 'undefined') return memory;
  let kept = keepInDatabase('moonkey:recorder', limit);
  const or = async <T>(run: (from: KeptEntries) => Promise<T>): Promise<T> => {
    try {
      return await run(kept);
    } catch {
      kept = memory;
      return run(kept);
    }
  };
  return {
    add: (entries) => or((from) => from.add(entries)),
    all: () => or((from) => from.all()),
    clear: () => or((from) => from.clear()),
  };
}
