import type { AuthPath } from './auth-path.js';
import { shortestStories, simpleStories } from './explore.js';
import { bringToRest } from './bring-to-rest.js';
import type { FactSource } from './fact.js';
import type { FactId } from './facts/index.js';
import { factIds, isFactId } from './facts/index.js';
import { fewestThatCover } from './fewest-that-cover.js';
import { tell } from './path-from-events.js';
import type { Visible } from './situation.js';
import { createStoryteller } from './storyteller.js';

/** What {@link generateAuthPaths} takes. */
export interface AuthPathsOptions {
  /**
   * `shortest` (default): the fewest short paths that go through all there is to go through.
   * `simple`: every path of at most `depth` steps that comes to no situation twice.
   */
  readonly kind?: 'shortest' | 'simple';
  /**
   * Keeps the paths that end like this, such as `{ status: 'loggedOut' }`. Default: any end, and a path
   * of kind `shortest` that ends in the middle of something goes on until nothing is under way.
   */
  readonly goal?: Partial<Visible> | ((visible: Visible) => boolean);
  /**
   * The most steps in a path, the opening included, and not those that bring it to its rest. Default
   * 5 for `shortest`, 4 for `simple`.
   */
  readonly depth?: number;
  /** The facts that may happen. Default: all, see {@link factIds}. */
  readonly events?: readonly FactId[];
  /** Who may make them happen. Default: everybody, see {@link FactSource}. */
  readonly by?: readonly FactSource[];
  /** Keeps the paths it returns true for. */
  readonly filter?: (path: AuthPath) => boolean;
}

const everybody: readonly FactSource[] = [
  'user',
  'app',
  'server',
  'device',
  'otherTab',
  'time',
  'engine',
];

/**
 * Stories that an app can live through, generated from the shipped statechart: what the user and the
 * world do, step by step, and what the app must show after each.
 *
 * The default set goes through every state and every transition: see {@link coverageOf}.
 *
 * @throws TypeError when an option is unknown or wrong; the message names it.
 *
 * @example
 * ```ts
 * const paths = generateAuthPaths({ goal: { status: 'loggedOut' }, by: ['user', 'server'] })
 * ```
 */
export function generateAuthPaths(options: AuthPathsOptions = {}): AuthPath[] {
  const { kind, depth, events, by, filter, goal } = checked(options);
  const afterFact = createStoryteller();
  const stories =
    kind === 'simple'
      ? simpleStories({ events, by, depth, afterFact })
      : shortestStories({ events, by, depth, afterFact });
  const ends = typeof goal === 'function' ? goal : (visible: Visible) => isLike(visible, goal);
  const wholes =
    options.goal || kind === 'simple'
      ? stories
      : stories.map((story) => bringToRest(story, { events, by, afterFact }));
  const paths = [...new Map(wholes.map((story) => [story.join(), story])).values()]
    .map((story) => tell(story, afterFact))
    .filter(({ steps }) =>
      steps.some(({ visible }, at) => at === steps.length - 1 && ends(visible)),
    )
    .filter(filter);
  return kind === 'simple' ? paths : fewestThatCover(paths);
}

function isLike(visible: Visible, goal: Partial<Visible>): boolean {
  return Object.entries(goal).every(([name, value]) => visible[name as keyof Visible] === value);
}

function checked(options: AuthPathsOptions) {
  const {
    kind = 'shortest',
    goal = {},
    depth = kind === 'simple' ? 4 : 5,
    events = factIds,
    by = everybody,
    filter = () => true,
    ...unknown
  } = options;
  const wrong = (name: string, advice: string) =>
    new TypeError(`generateAuthPaths: "${name}" ${advice}`);
  const [stranger] = Object.keys(unknown);
  if (stranger)
    throw wrong(stranger, 'is not an option. Use kind, goal, depth, events, by, filter.');
  if (kind !== 'shortest' && kind !== 'simple')
    throw wrong('kind', "must be 'shortest' or 'simple'.");
  if (!Number.isInteger(depth) || depth < 1)
    throw wrong('depth', 'must be a whole number of steps, at least 1.');
  const odd = events.find((id) => !isFactId(id));
  if (odd)
    throw wrong(
      'events',
      `has the unknown fact "${String(odd)}". Use some of: ${factIds.join(', ')}.`,
    );
  const nobody = by.find((source) => !everybody.includes(source));
  if (nobody)
    throw wrong('by', `has the unknown source "${nobody}". Use some of: ${everybody.join(', ')}.`);
  return { kind, goal, depth, events, by, filter };
}
