import type { EndReason, LogoutScope } from '../machines/types.js';
import type { LocalStorageLike } from './environment.js';
import type { Names } from './names.js';
import type { TombstoneCookies } from './tombstone-cookies.js';

/** A generation that must never be restored; `*` stands for whichever was on disk at that moment. */
export interface Tombstone {
  readonly generation: string;
  /** The server's public id of the session, where it has one: by that it is known whatever brings it back. */
  readonly sessionId?: string;
  /** The generation that it was raised for, where it was found by the public id. */
  readonly raisedFor?: string;
  readonly scope: LogoutScope;
  /** When the user asked, in ms since the epoch. */
  readonly askedAt?: number;
  /** Why, where nobody asked. */
  readonly reason?: EndReason;
  /** The public id of a session that began after it, in memory: the wildcard does not mean that one. */
  readonly spares?: string;
}

/**
 * The signed-out generations, in `localStorage`: written synchronously, so that they survive a tab
 * killed right after. The wildcard has a key of its own, so that it can be raised by somebody who
 * has not read the others.
 */
export interface Tombstones {
  /** Whether other tabs, and later ones, can see them. */
  readonly areShared: boolean;
  /**
   * The tombstone that forbids a session, if there is one: of its generation, of its public id under
   * another generation, or the wildcard.
   */
  find(generation: string, sessionId?: string): Tombstone | undefined;
  /** Adds it, or widens the one there is; returns the one that forbade this generation before. */
  add(tombstone: Tombstone): Tombstone | undefined;
  remove(generation: string): void;
  /** The server has confirmed the revocation: it needs no telling by a cookie any more. */
  confirm(generation: string): void;
  /** Removes the oldest cookies beyond those that a request may carry: not in the tick of a logout. */
  trimCookies(): void;
  /** Takes this wildcard away, unless a later logout has raised another one since. */
  lower(wildcard: Pick<Tombstone, 'askedAt'> | undefined): void;
  /** The generation that was logged out last, at this time (ms since the epoch) or later. */
  latest(since: number): string | undefined;
}

/** Only one session is ever on disk; the rest covers tabs that wake up late, and sessions that come back. */
const KEPT = 32;

/**
 * The tombstones of a device. What `localStorage` does not take, this page keeps in mind. Each is written
 * as a cookie too: a server can read that, and some browsers keep it where a tab that was killed within
 * the tick loses what it wrote to `localStorage`.
 */
export function createTombstones(
  names: Pick<Names, 'tombstones' | 'wildcard'>,
  storage: LocalStorageLike | undefined,
  cookies?: TombstoneCookies,
): Tombstones {
  const unwritten = new Map<string, readonly Tombstone[]>();
  const unreadable = new Set<string>();

  function read(key: string): readonly Tombstone[] {
    const kept = unwritten.get(key) ?? [];
    try {
      const text = storage?.getItem(key);
      unreadable.delete(key);
      return merge(parseTombstones(text), kept);
    } catch {
      unreadable.add(key);
      return kept;
    }
  }

  function write(key: string, tombstones: readonly Tombstone[]) {
    const kept = tombstones.slice(-KEPT);
    unwritten.set(key, kept);
    try {
      // What was not read must not be overwritten.
      if (!storage || unreadable.has(key)) return;
      storage.setItem(key, JSON.stringify(kept));
      unwritten.delete(key);
    } catch {
      // Forbidden or full: the transaction and the channel still do their part.
    }
  }

  const idOf = ({ generation, sessionId }: Pick<Tombstone, 'generation' | 'sessionId'>) =>
    generation === '*' ? names.wildcard : (sessionId ?? generation);

  function findCookie(generation: string, sessionId?: string): Tombstone | undefined {
    for (const each of [{ generation, ...(sessionId && { sessionId }) }, { generation: '*' }])
      if (cookies?.has(idOf(each))) return { ...each, scope: 'session' };
    return undefined;
  }

  const keyOf = (generation: string) => (generation === '*' ? names.wildcard : names.tombstones);
  const readAll = () => [...read(names.tombstones), ...read(names.wildcard)];

  return {
    areShared: storage !== undefined,
    find: (generation, sessionId) =>
      pick(readAll(), generation, sessionId) ?? findCookie(generation, sessionId),
    add(tombstone) {
      const { generation } = tombstone;
      const before = pick(readAll(), generation);
      const key = keyOf(generation);
      const all = read(key);
      const own = all.find((each) => each.generation === generation);
      const whole = own ? widest(own, tombstone) : tombstone;
      // Whoever raises it again may not know the public id any more.
      cookies?.write(idOf(whole));
      write(key, [...without(all, generation), whole]);
      return before;
    },
    remove(generation) {
      for (const key of [names.tombstones, names.wildcard]) {
        const all = read(key);
        const left = without(all, generation);
        if (left.length < all.length) write(key, left);
      }
    },
    lower(wildcard) {
      const standing = read(names.wildcard);
      const left = standing.filter(
        ({ askedAt }) => !wildcard || isLater(askedAt, wildcard.askedAt),
      );
      if (left.length < standing.length) write(names.wildcard, left);
      if (left.length === 0 && (standing.length > 0 || wildcard)) cookies?.remove(names.wildcard);
    },
    confirm(generation) {
      const own = read(names.tombstones).find((each) => each.generation === generation);
      cookies?.remove(idOf(own ?? { generation }));
    },
    trimCookies: () => cookies?.trim(),
    latest: (since) =>
      read(names.tombstones)
        .filter(({ generation, askedAt = 0 }) => generation !== '*' && askedAt >= since)
        .pop()?.generation,
  };
}

/** A logout of all sessions stays one, from the time at which it was asked for. A later one spares nobody. */
function widest(earlier: Tombstone, next: Tombstone): Tombstone {
  const { spares: _, ...own } = earlier;
  return own.scope === 'everywhere' && next.scope === 'session'
    ? { ...next, ...own }
    : { ...own, ...next };
}

/** What is written, and what this tab could not write: one tombstone for each generation. */
function merge(written: readonly Tombstone[], kept: readonly Tombstone[]): readonly Tombstone[] {
  const added = kept.map((own) => {
    const other = written.find((each) => each.generation === own.generation);
    return other ? widest(other, own) : own;
  });
  const isKept = ({ generation }: Tombstone) => kept.some((own) => own.generation === generation);
  return [...written.filter((each) => !isKept(each)), ...added];
}

/** One without a time was raised before anything was loaded: any other may be the earlier one. */
const isLater = (askedAt: number | undefined, than: number | undefined) =>
  askedAt !== than && (askedAt === undefined || than === undefined || askedAt > than);

function pick(
  all: readonly Tombstone[],
  generation: string,
  sessionId?: string,
): Tombstone | undefined {
  const own = all.find((each) => each.generation === generation);
  const same = sessionId && all.find((each) => each.sessionId === sessionId);
  return (
    own ??
    (same
      ? { ...same, generation, raisedFor: same.generation }
      : all.find((each) => each.generation === '*'))
  );
}

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
