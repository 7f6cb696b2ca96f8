/** What the engine's things are called on this device. */
export interface Names {
  /** The database, the channel between tabs, and the first part of a lock's name. */
  readonly database: string;
  /** The key of the tombstones, in `localStorage`. */
  readonly tombstones: string;
  /** The key of the tombstone for whichever session is on disk. */
  readonly wildcard: string;
  /** The key of the note that this device holds no session. */
  readonly vacancy: string;
}

/** The names for one publishable key: one set for each. */
export function namesFor(publishableKey: string): Names {
  const database = `moonkey:${publishableKey}`;
  const tombstones = database + ':signed-out';
  return { database, tombstones, wildcard: tombstones + ':*', vacancy: database + ':vacant' };
}
