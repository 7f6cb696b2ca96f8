import { readTombstoneCookies, tombstoneCookie } from '../wire/tombstone-cookie.js';
import type { CookiesLike } from './environment.js';

/** The tombstones that a server can read, and a tab that is killed within the tick leaves behind. */
export interface TombstoneCookies {
  has(id: string): boolean;
  /** Writes one, in this tick. */
  write(id: string): void;
  remove(id: string): void;
  /** Removes the oldest beyond those that a request may carry. Reading them takes a page a moment. */
  trim(): void;
}

/** As many as a request may carry: the oldest go first. */
const KEPT = 8;
/** Where there are no cookies, or the browser forbids them, nothing is kept. */
export function createTombstoneCookies(cookies: CookiesLike | undefined): TombstoneCookies {
  function read(): ReadonlySet<string> {
    try {
      return readTombstoneCookies(cookies?.read() ?? '');
    } catch {
      return new Set();
    }
  }

  function write(cookie: string) {
    try {
      cookies?.write(cookie);
    } catch {
      // A sandboxed frame: localStorage and the transaction still do their part.
    }
  }

  const remove = (id: string) => write(tombstoneCookie(id, 0));

  return {
    has: (id) => read().has(id),
    write: (id) => write(tombstoneCookie(id)),
    remove,
    trim() {
      const ids = [...read()];
      for (const id of ids.slice(0, Math.max(0, ids.length - KEPT))) remove(id);
    },
  };
}
