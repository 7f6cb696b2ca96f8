import type { AuthPath } from './auth-path.js';
import type { AuthPathsOptions } from './auth-paths-options.js';
import { checkedOptions } from './auth-paths-options.js';
import { bringToRest } from './bring-to-rest.js';
import { shortestStories } from './explore.js';
import { fewestThatCover } from './fewest-that-cover.js';
import { randomSimpleStories, simpleStories } from './graph.js';
import { tell } from './path-from-events.js';
import { createRandom } from './random.js';
import { secondLives } from './second-lives.js';
import { createStoryteller } from './storyteller.js';

type Checked = ReturnType<typeof checkedOptions>;

/** More paths than this are not made unasked. */
const tooMany = 20_000;

/** How many stories in a row may be old before a sample is taken to be all there is. */
const longestDrought = 10_000;

/**
 * Stories that an app can live through, generated from the shipped statechart: what the user and the
 * world do, step by step, and what the app must show after each.
 *
 * The default set goes through every state and every transition: see {@link coverageOf}.
 *
 * @throws TypeError when an option is unknown or wrong; the message names it.
 * @throws RangeError when there are more than 20,000 paths and neither `limit` nor `sample` is given.
 *
 * @example
 * ```ts
 * const paths = generateAuthPaths({ goal: { status: 'loggedOut' }, by: ['user', 'server'] })
 * ```
 */
export function generateAuthPaths(options: AuthPathsOptions = {}): AuthPath[] {
  const checked = checkedOptions(options);
  if (checked.kind === 'simple') return simplePaths(checked);
  const all = shortestPaths(checked, options.goal !== undefined);
  const kept = all.filter(({ steps }) => checked.part(steps.map(({ fact }) => fact)));
  const { sample, limit } = checked;
  const chosen = sample ? shuffled(kept, sample.seed).slice(0, sample.count) : kept;
  return limit === null ? chosen : chosen.slice(0, limit);
}

function shortestPaths(checked: Checked, hasGoal: boolean): AuthPath[] {
  const { events, by, facts, depth, lives, filter } = checked;
  const teller = createStoryteller(facts);
  const limits = { events, by, depth, teller };
  const stories = shortestStories(limits);
  const wholes = hasGoal ? stories : stories.map((story) => bringToRest(story, limits));
  const toldOf = (each: readonly string[][]) =>
    [...new Map(each.map((story) => [story.join(), story])).values()]
      .map((story) => tell(story, teller))
      .filter((path) => endsWell(path, checked))
      .filter(filter);
  const paths = fewestThatCover(toldOf(wholes));
  return lives === 2 ? [...paths, ...toldOf(secondLives(paths, limits))] : paths;
}

function simplePaths(checked: Checked): AuthPath[] {
  const { events, by, facts, depth, filter, limit, part, sample } = checked;
  const teller = createStoryteller(facts);
  const exploration = { events, by, depth, teller };
  const stories = sample
    ? randomSimpleStories(exploration, createRandom(sample.seed))
    : simpleStories(exploration);
  const most = sample?.count ?? limit ?? tooMany;
  const paths = new Map<string, AuthPath>();
  let old = 0;
  for (const story of stories) {
    if (paths.size >= most && (sample || limit !== null)) break;
    const id = story.join();
    old += 1;
    if (old > longestDrought && sample) break;
    if (story.length === 0 || paths.has(id) || !part(story)) continue;
    const path = tell(story, teller);
    if (!endsWell(path, checked) || !filter(path)) continue;
    if (paths.size >= most)
      throw new RangeError(
        `generateAuthPaths: there are more than ${tooMany} simple paths of at most ${depth} steps. ` +
          'Pass a "limit", a "sample" or a "shard", or ask for fewer "events" or less "depth".',
      );
    paths.set(id, path);
    old = 0;
  }
  return [...paths.values()].slice(0, limit ?? undefined);
}

const endsWell = ({ steps }: AuthPath, { ends }: Checked) => {
  const last = steps.at(-1);
  return last !== undefined && ends(last.visible);
};

function shuffled<T>(items: readonly T[], seed: number): T[] {
  const random = createRandom(seed);
  const left = [...items];
  return items.flatMap(() => left.splice(random.below(left.length), 1));
}
