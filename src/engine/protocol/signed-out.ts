import type { Tools } from './tools.js';

/**
 * Whether a session that this tab holds was signed out elsewhere. The wildcard means what was on
 * disk: a session that never was there is not meant.
 */
export function isSignedOut({ tombstones, vault, heard }: Tools, generation: string): boolean {
  if (heard.has(generation)) return true;
  const tombstone = tombstones.find(generation);
  return tombstone?.generation === generation || (!!tombstone && !!vault.get(generation)?.key);
}

/** The statechart's step to where the view is already: it comes later, but before any other. */
export function catchUp({ actor, heard }: Pick<Tools, 'actor' | 'heard'>): void {
  const generation = actor.getSnapshot().context.session?.generation;
  if (generation && heard.has(generation)) actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation });
}
