import type { Disk } from './disk.js';
import type { LocalStorageLike } from './environment.js';
import type { Names } from './names.js';

/**
 * Keeps the note that this device holds no session: {@link isVacant} reads it. It may be missing where
 * it could stand, never the other way round.
 */
export interface VacancyNote {
  /** Puts it there, if the disk holds no session. */
  put(): Promise<void>;
  /** Takes it away: a session may be on its way to the disk. */
  withdraw(): void;
}

/** The note of this disk. A `localStorage` that takes nothing keeps no note. */
export function createVacancyNote(
  disk: Disk,
  { database }: Names,
  storage: LocalStorageLike | undefined,
): VacancyNote {
  return {
    async put() {
      try {
        if (!storage || storage.getItem(database)) return;
        await disk.run('readonly', async (transaction) => {
          // Within the transaction: whoever writes a session comes after it, and withdraws the note.
          if ((await transaction.count('session')) === 0 && disk.storage === 'indexeddb')
            storage.setItem(database, 'vacant');
        });
      } catch {
        // The next page asks the disk.
      }
    },
    withdraw() {
      try {
        storage?.removeItem(database);
      } catch {
        // Where it cannot be removed, it could not be put there.
      }
    },
  };
}
