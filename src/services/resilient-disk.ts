import type { Disk } from './disk.js';
import { StorageError } from './disk.js';

const CANNOT_OPEN = ['unavailable', 'newer_schema', 'timed_out'];

/**
 * The primary disk, or memory where there is none, or where it could not be opened even once. A disk
 * that failed later is not replaced: what it holds must not be taken for gone.
 */
export function createResilientDisk(
  primary: Disk | undefined,
  loadMemory: () => Promise<Disk>,
  onDegrade: (error: StorageError) => void,
): Disk {
  let opened = false;
  let memory: Promise<Disk> | undefined;
  const fallBack = () => (memory ??= loadMemory());

  return {
    get storage() {
      return memory || !primary ? 'memory' : 'indexeddb';
    },
    close: () => primary?.close(),
    async run(mode, work) {
      if (primary && !memory)
        try {
          const result = await primary.run(mode, work);
          opened = true;
          return result;
        } catch (error) {
          if (!(error instanceof StorageError) || opened || !CANNOT_OPEN.includes(error.code))
            throw error;
          if (!memory) {
            void fallBack();
            onDegrade(error);
          }
        }
      return (await fallBack()).run(mode, work);
    },
  };
}
