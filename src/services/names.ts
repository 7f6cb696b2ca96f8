/** What the engine's things are called on this device. */
export interface Names {
  readonly database: string;
  readonly channel: string;
  /** The lock of the outbox. */
  readonly turn: string;
  /** The key of the tombstones, in `localStorage`. */
  readonly tombstones: string;
}

/** The names for one publishable key: one set for each. */
export function namesFor(publishableKey: string): Names {
  const base = `moonkey:${publishableKey}`;
  return {
    database: base,
    channel: base,
    turn: base + ':outbox',
    tombstones: base + ':signed-out',
  };
}
