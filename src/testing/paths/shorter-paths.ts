import type { AuthPath } from './auth-path.js';
import { tell } from './path-from-events.js';
import type { Situation } from './situation.js';
import { beforeThePageOpens } from './situation.js';
import type { Storyteller } from './storyteller.js';
import { createStoryteller } from './storyteller.js';

/**
 * Paths that tell less of the same story, those that leave out the most first: without a part of its
 * facts, and without what could not happen then.
 */
export function* shorterPaths(path: AuthPath): Generator<AuthPath> {
  const teller = createStoryteller(path.ownFacts);
  const story = path.steps.map(({ fact }) => fact);
  const seen = new Set([story.join()]);
  for (let part = Math.ceil(story.length / 2); part >= 1; part = Math.floor(part / 2))
    for (let from = story.length - part; from >= 0; from -= 1) {
      const rest = story.filter((_, index) => index < from || index >= from + part);
      // A story that no longer opens may open in the plainest way.
      for (const candidate of [rest, ['opensSignedIn', ...rest], ['opensSignedOut', ...rest]]) {
        const shorter = possibleOf(candidate, teller);
        const id = shorter.join();
        if (shorter.length === 0 || shorter.length >= story.length || seen.has(id)) continue;
        seen.add(id);
        yield tell(shorter, teller);
      }
    }
}

/** The story without what cannot happen in it. */
export function possibleOf(story: readonly string[], teller: Storyteller): string[] {
  let situation: Situation = beforeThePageOpens;
  return story.filter((fact) => {
    if (!teller.facts[fact]?.applies(situation)) return false;
    situation = teller.after(situation, fact);
    return true;
  });
}

/**
 * The shortest path found that still fails: leaves out facts as long as it does.
 *
 * @param path - One that fails.
 * @param fails - Whether a path fails, for the same reason if you care: walk it and see.
 *
 * @example
 * ```ts
 * const short = await shrinkAuthPath(path, (each) =>
 *   walkAuthPath(each, driver).then(() => false, () => true))
 * ```
 */
export async function shrinkAuthPath(
  path: AuthPath,
  fails: (path: AuthPath) => boolean | Promise<boolean>,
): Promise<AuthPath> {
  for (const shorter of shorterPaths(path))
    if (await fails(shorter)) return shrinkAuthPath(shorter, fails);
  return path;
}
