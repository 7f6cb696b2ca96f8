import type { LogoutScope } from '../machines/types.js';
import type { LocalStorageLike } from './environment.js';

/** A generation that must never be restored; `*` stands for whichever was on disk at that moment. */
export interface Tombstone {
  readonly generation: string;
  readonly scope: LogoutScope;
  /** When the user asked, in ms since the epoch. */
  readonly askedAt?: number;
}

/**
 * The signed-out generations, in `localStorage`: written synchronously, so that they survive a tab
 * killed right after.
 */
export interface Tombstones {
  /** The tombstone that forbids this generation, if there is one. */
  find(generation: string): Tombstone | undefined;
  /** Returns the one that forbade this generation before. */
  add(tombstone: Tombstone): Tombstone | undefined;
  remove(generation: string): void;
}

/** Only one session is ever on disk; the rest covers tabs that wake up late. */
const KEPT = 8;

/** Tombstones under one key. What `localStorage` does not take, this page keeps in mind. */
export function createTombstones(key: string, storage: LocalStorageLike | undefined): Tombstones {
  let unwritten: readonly Tombstone[] = [];

  function read(): readonly Tombstone[] {
    try {
      return [...parseTombstones(storage?.getItem(key)), ...unwritten];
    } catch {
      return unwritten;
    }
  }

  function write(tombstones: readonly Tombstone[]) {
    unwritten = tombstones.slice(-KEPT);
    try {
      if (!storage) return;
      storage.setItem(key, JSON.stringify(unwritten));
      unwritten = [];
    } catch {
      // Forbidden or full: the transaction and the channel still do their part.
    }
  }

  return {
    find: (generation) => pick(read(), generation),
    add(tombstone) {
      const all = read();
      write([...without(all, tombstone.generation), tombstone]);
      return pick(all, tombstone.generation);
    },
    remove(generation) {
      const all = read();
      const left = without(all, generation);
      if (left.length < all.length) write(left);
    },
  };
}

const pick = (all: readonly Tombstone[], generation: string) =>
  all.find((each) => each.generation === generation) ?? all.find((each) => each.generation === '*');

const without = (all: readonly Tombstone[], generation: string) =>
  all.filter((each) => each.generation !== generation);

/** Reads what {@link createTombstones} wrote; anything else is no tombstone. */
export function parseTombstones(text: string | null | undefined): readonly Tombstone[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(value) ? value.filter((each: Tombstone | null) => each?.generation) : [];
  } catch {
    return [];
  }
}
