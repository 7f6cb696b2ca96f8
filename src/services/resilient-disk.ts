import type { Disk } from './disk.js';
import { StorageError } from './disk.js';

const CANNOT_OPEN = ['unavailable', 'newer_schema', 'timed_out'];

/**
 * The primary disk, or memory where there is none, or where it could not be opened even once. A disk
 * that failed later is not replaced: what it holds must not be taken for gone.
 */
export function createResilientDisk(
  primary: Disk | undefined,
  memory: Disk,
  onDegrade: (error: StorageError) => void,
): Disk {
  let disk = primary ?? memory;
  let hasOpened = false;
  return {
    get storage() {
      return disk.storage;
    },
    close: () => disk.close(),
    async run(mode, work) {
      try {
        const result = await disk.run(mode, work);
        hasOpened = true;
        return result;
      } catch (error) {
        if (!(error instanceof StorageError) || hasOpened || !CANNOT_OPEN.includes(error.code))
          throw error;
        if (disk === primary) {
          disk = memory;
          onDegrade(error);
        }
        return memory.run(mode, work);
      }
    },
  };
}
