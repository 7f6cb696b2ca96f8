/** What the engine's things are called on this device. */
export interface Names {
  /**
   * The database, the channel between tabs, the first part of a lock's name, and the key of the note, in
   * `localStorage`, that the database holds no session.
   */
  readonly database: string;
  /** The key of the tombstones, in `localStorage`. */
  readonly tombstones: string;
  /** The key of the tombstone for whichever session is on disk. */
  readonly wildcard: string;
}

/** The names for one publishable key: one set for each. */
export function namesFor(publishableKey: string): Names {
  const database = `moonkey:${publishableKey}`;
  const tombstones = database + ':signed-out';
  return { database, tombstones, wildcard: tombstones + ':*' };
}
