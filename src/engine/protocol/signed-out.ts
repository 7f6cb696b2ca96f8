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
