import type { Disk } from './disk.js';
import { StorageError } from './disk.js';

const CANNOT_OPEN = ['unavailable', 'newer_schema', 'timed_out'];

/** A disk that may fall back to memory. */
export interface ResilientDisk extends Disk {
  /** Whether there is a database that cannot be read: what it holds must not be taken for gone. */
  readonly isUnread: boolean;
}

interface ResilientDiskOptions {
  readonly primary: Disk | undefined;
  readonly memory: Disk;
  /** Whether the platform has a database at all, though it may be of no use here. */
  readonly hasDatabase: boolean;
  readonly onDegrade: (error: StorageError) => void;
  /** A read of the primary that began before: if it succeeds, the disk is there. */
  readonly ahead: Promise<unknown> | undefined;
}

/**
 * The primary disk, or memory where there is none, or where it could not be opened even once. A disk
 * that failed later is not replaced.
 */
export function createResilientDisk(options: ResilientDiskOptions): ResilientDisk {
  const { primary, memory, hasDatabase, onDegrade, ahead } = options;
  let disk = primary ?? memory;
  let hasOpened = false;
  const running = new Set<Promise<unknown>>();

  async function tryPrimary<T>(run: Promise<T>): Promise<T> {
    running.add(run);
    try {
      const result = await run;
      hasOpened = true;
      return result;
    } finally {
      running.delete(run);
    }
  }

  if (ahead) tryPrimary(ahead).catch(() => {});

  return {
    get storage() {
      return disk.storage;
    },
    get isUnread() {
      return disk.storage === 'memory' && hasDatabase;
    },
    close: () => disk.close(),
    async run(mode, work) {
      if (disk === memory) return memory.run(mode, work);
      try {
        return await tryPrimary(disk.run(mode, work));
      } catch (error) {
        if (!(error instanceof StorageError) || !CANNOT_OPEN.includes(error.code)) throw error;
        // One that is still under way may yet show that the disk is there.
        while (running.size > 0) await Promise.allSettled(running);
        if (hasOpened) throw error;
        if (disk !== memory) {
          disk = memory;
          onDegrade(error);
        }
        return memory.run(mode, work);
      }
    },
  };
}
