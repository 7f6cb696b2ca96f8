import type { Disk } from './disk.js';
import { StorageError } from './disk.js';

const CANNOT_OPEN = ['unavailable', 'newer_schema', 'timed_out'];

/**
 * The primary disk, or the fallback where the primary could not be opened even once. A disk that
 * failed later is not replaced: what it holds must not be taken for gone.
 */
export function createResilientDisk(
  primary: Disk,
  fallback: Disk,
  onDegrade: (error: StorageError) => void,
): Disk {
  let disk = primary;
  let opened = false;
  return {
    get storage() {
      return disk.storage;
    },
    close: () => disk.close(),
    async run(mode, work) {
      try {
        const result = await disk.run(mode, work);
        opened = true;
        return result;
      } catch (error) {
        if (!(error instanceof StorageError) || opened || !CANNOT_OPEN.includes(error.code))
          throw error;
        if (disk === primary) {
          disk = fallback;
          onDegrade(error);
        }
        return fallback.run(mode, work);
      }
    },
  };
}
