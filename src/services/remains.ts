import type { LocalStorageLike } from './environment.js';

/** What a session has left of the app's data on this device, and which cleaners have been there since. */
export interface Remains {
  /** The last session that was stored here. */
  readonly generation: string;
  /** The names of the cleaners that have run since it ended. */
  readonly cleaned: readonly string[];
}

/**
 * The note of what is to be cleaned up, in `localStorage`: made while the session lives, so that an end
 * that no page sees needs none.
 */
export interface RemainsNote {
  read(): Remains | undefined;
  /** This session lives here, and leaves data of the app's. */
  begin(generation: string): void;
  /** These cleaners have run. */
  clean(names: readonly string[]): void;
}

/** The note under a key. What `localStorage` does not take, this page keeps in mind. */
export function createRemainsNote(key: string, storage: LocalStorageLike | undefined): RemainsNote {
  let unwritten: Remains | undefined;

  function read(): Remains | undefined {
    if (unwritten) return unwritten;
    try {
      return parseRemains(storage?.getItem(key));
    } catch {
      return undefined;
    }
  }
  function write(remains: Remains) {
    unwritten = remains;
    if (!storage) return;
    try {
      storage.setItem(key, JSON.stringify(remains));
      unwritten = undefined;
    } catch {
      // Forbidden or full: later pages do not know what this one does.
    }
  }
  return {
    read,
    begin(generation) {
      if (read()?.generation !== generation) write({ generation, cleaned: [] });
    },
    clean(names) {
      const remains = read();
      if (!remains || names.every((name) => remains.cleaned.includes(name))) return;
      write({ ...remains, cleaned: [...new Set([...remains.cleaned, ...names])] });
    },
  };
}

function parseRemains(text: string | null | undefined): Remains | undefined {
  try {
    const value = Object(JSON.parse(text ?? 'null')) as Partial<Remains>;
    const { generation, cleaned } = value;
    return typeof generation === 'string' && Array.isArray(cleaned)
      ? { generation, cleaned: cleaned.filter((name) => typeof name === 'string') }
      : undefined;
  } catch {
    return undefined;
  }
}
