import type { AuthPath } from '../paths/index.js';
import { pathFromEvents, shrinkAuthPath } from '../paths/index.js';
import { AuthPathError } from '../walk/auth-path-error.js';

/** What became of a recording. */
export interface Reproduction {
  /** The path on which the app did wrong again, as it was recorded. */
  readonly recorded: AuthPath;
  /** The shortest one found on which it does the same wrong. */
  readonly path: AuthPath;
  /** What is wrong, in words. */
  readonly complaint: string;
}

/**
 * Walks paths until the app does wrong on one of them, and then leaves out of it whatever the complaint
 * does not need: facts, the other tab, slow answers.
 *
 * @param paths - Such as those of {@link pathsFromRecording}.
 * @param walk - Walks the app along a path, in memory or in a browser.
 * @returns null where the app does right on all of them.
 * @example
 * ```ts
 * const found = await reproduce(pathsFromRecording(text), (path) => walkAuthPath(path, driver))
 * ```
 */
export async function reproduce(
  paths: readonly AuthPath[],
  walk: (path: AuthPath) => Promise<void>,
): Promise<Reproduction | null> {
  for (const recorded of paths) {
    const error = await failureOf(recorded, walk);
    if (!error) continue;
    const { complaint } = error;
    const stays = async (path: AuthPath) => (await failureOf(path, walk))?.complaint === complaint;
    const upTo = factsUpTo(recorded, error.step);
    const short = await shrinkAuthPath(pathFromEvents(upTo, { facts: recorded.ownFacts }), stays);
    return { recorded, path: await plainest(short, stays), complaint };
  }
  return null;
}

async function failureOf(
  path: AuthPath,
  walk: (path: AuthPath) => Promise<void>,
): Promise<AuthPathError | null> {
  try {
    await walk(path);
    return null;
  } catch (error) {
    if (error instanceof AuthPathError) return error;
    throw error;
  }
}

function factsUpTo({ steps }: AuthPath, last: number): string[] {
  return steps.slice(0, last + 1).map(({ fact }) => fact);
}

/** What is simpler than a fact, and may do as well. */
const plainer = new Map([
  ['serverHangs', ['serverFails', 'serverAgrees']],
  ['networkFails', ['serverFails', 'serverAgrees']],
  ['serverFails', ['serverAgrees']],
  ['opensSlowlySignedIn', ['opensSignedIn']],
  ['opensSlowlySignedOut', ['opensSignedOut']],
  ['doubleClicksLogOut', ['clicksLogOut']],
  ['clicksLogOutAndIsAsked', ['clicksLogOut']],
  ['otherTabSwitchesUserUnheard', ['otherTabSwitchesUser', 'otherTabLogsOut']],
  ['otherTabSwitchesUser', ['otherTabLogsOut']],
  ['signsInAsAnother', ['signsIn']],
]);

/** The path with simpler facts in the place of others, as long as the complaint stays. */
async function plainest(
  path: AuthPath,
  stays: (path: AuthPath) => Promise<boolean>,
): Promise<AuthPath> {
  const story = path.steps.map(({ fact }) => fact);
  for (const [index, fact] of story.entries())
    for (const instead of plainer.get(fact) ?? []) {
      const candidate = possible(story.with(index, instead), path);
      if (candidate && (await stays(candidate))) return plainest(candidate, stays);
    }
  return path;
}

function possible(story: readonly string[], { ownFacts }: AuthPath): AuthPath | null {
  try {
    return pathFromEvents(story, { facts: ownFacts });
  } catch {
    return null;
  }
}
