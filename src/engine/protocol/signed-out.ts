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

/**
 * Lets the statechart take the step to `loggedOutElsewhere`, if it has not yet.
 *
 * @param isOver - Whether the session that it holds was signed out. Default: whether the tab has heard
 * so, and shows it no more.
 */
export function catchUp(
  tools: Tools,
  isOver: typeof isSignedOut = ({ heard }, generation) => heard.has(generation),
): void {
  const generation = tools.actor.getSnapshot().context.session?.generation;
  if (generation && isOver(tools, generation))
    tools.actor.send({ type: 'SIGNED_OUT_ELSEWHERE', generation });
}
