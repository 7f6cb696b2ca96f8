/** What the engine's things are called on this device: one set per publishable key. */
export interface Names {
  readonly database: string;
  readonly channel: string;
  readonly tombstones: string;
  readonly turn: string;
}

/** The names for one publishable key. */
export function namesFor(publishableKey: string): Names {
  const base = `moonkey:${publishableKey}`;
  return {
    database: base,
    channel: base,
    tombstones: `${base}:signed-out`,
    turn: `${base}:outbox`,
  };
}
