import type { DBSchema, IDBPDatabase } from 'idb';
import { openDB } from 'idb';
import type { KeptEntries } from './kept-entries.js';
import type { RecordedEntry } from './recording.js';

interface Schema extends DBSchema {
  entries: { key: number; value: RecordedEntry };
}

/**
 * Entries in a database of the recorder's own, shared by all tabs of the origin. The oldest leave when
 * there are more than `limit`.
 */
export function keepInDatabase(name: string, limit: number): KeptEntries {
  let opening: Promise<IDBPDatabase<Schema>> | null = null;

  async function open(): Promise<IDBPDatabase<Schema>> {
    opening ??= openDB<Schema>(name, 1, {
      upgrade(database) {
        database.createObjectStore('entries', { autoIncrement: true });
      },
      blocking(_, __, event) {
        (event.target as IDBDatabase).close();
        opening = null;
      },
      terminated() {
        opening = null;
      },
    });
    return opening;
  }

  return {
    async add(entries) {
      const database = await open();
      const { store, done } = database.transaction('entries', 'readwrite');
      for (const entry of entries) void store.add(entry);
      const excess = Math.max((await store.count()) - limit, 0);
      let cursor = excess > 0 ? await store.openCursor() : null;
      for (let left = excess; left > 0 && cursor; left -= 1) {
        void cursor.delete();
        cursor = await cursor.continue();
      }
      await done;
      return excess;
    },
    async all() {
      const entries = await (await open()).getAll('entries');
      return entries.toSorted((a, b) => a.at - b.at);
    },
    async clear() {
      await (await open()).clear('entries');
    },
  };
}
