import type { LogoutScope } from '../machines/types.js';
import type { LocalStorageLike } from './environment.js';

/** A generation that must never be restored; `*` stands for whichever was on disk at that moment. */
export interface Tombstone {
  readonly generation: string;
  readonly scope: LogoutScope;
}

/**
 * The signed-out generations, in `localStorage`: written synchronously, so that they survive a tab
 * killed right after.
 */
export interface Tombstones {
  /** The tombstone that forbids this generation, if there is one. */
  find(generation: string): Tombstone | undefined;
  add(tombstone: Tombstone): void;
  remove(generation: string): void;
}

/** Only one session is ever on disk; the rest covers tabs that wake up late. */
const KEPT = 8;

/** Tombstones under one key. Without `localStorage`, in this page's memory. */
export function createTombstones(key: string, storage: LocalStorageLike | undefined): Tombstones {
  let memory: readonly Tombstone[] = [];

  function read(): readonly Tombstone[] {
    try {
      return storage ? parseTombstones(storage.getItem(key)) : memory;
    } catch {
      return memory;
    }
  }

  function write(tombstones: readonly Tombstone[]) {
    memory = tombstones.slice(-KEPT);
    try {
      storage?.setItem(key, JSON.stringify(memory));
    } catch {
      // Forbidden or full: the transaction and the channel still do their part.
    }
  }

  return {
    find: (generation) =>
      read().find((each) => each.generation === generation || each.generation === '*'),
    add(tombstone) {
      write([...read().filter((each) => each.generation !== tombstone.generation), tombstone]);
    },
    remove(generation) {
      const kept = read();
      const left = kept.filter((each) => each.generation !== generation);
      if (left.length < kept.length) write(left);
    },
  };
}

/** Reads what {@link createTombstones} wrote; anything else is no tombstone. */
export function parseTombstones(text: string | null | undefined): readonly Tombstone[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter(isTombstone) : [];
  } catch {
    return [];
  }
}

function isTombstone(value: unknown): value is Tombstone {
  return (
    typeof value === 'object' &&
    value !== null &&
    'generation' in value &&
    typeof value.generation === 'string' &&
    'scope' in value
  );
}
