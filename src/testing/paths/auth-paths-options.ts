import type { AuthPath } from './auth-path.js';
import type { FactSource } from './fact.js';
import { factIds } from './facts/index.js';
import type { FactName, OwnFacts } from './own-fact.js';
import type { Visible } from './situation.js';

/** What may happen in the stories that are told. */
export interface FactsOptions {
  /** The facts that may happen. Default: all, see {@link factIds}, and your own. */
  readonly events?: readonly FactName[];
  /** Who may make them happen. Default: everybody, see {@link FactSource}. */
  readonly by?: readonly FactSource[];
  /** Facts of your own, which happen in between. */
  readonly facts?: OwnFacts;
}

/** What `generateAuthPaths` takes. */
export interface AuthPathsOptions extends FactsOptions {
  /**
   * `shortest` (default): the fewest short paths that go through all there is to go through.
   * `simple`: every path of at most `depth` steps that comes to no situation twice, the shortest first.
   */
  readonly kind?: 'shortest' | 'simple';
  /**
   * Keeps the paths that end like this, such as `{ status: 'loggedOut' }`. Default: any end, and a path
   * of kind `shortest` that ends in the middle of something goes on until nothing is under way.
   */
  readonly goal?: Partial<Visible> | ((visible: Visible) => boolean);
  /**
   * The most steps in a path, the opening included, and not those that bring it to its rest or make up
   * a second life. Default 5 for `shortest`, 4 for `simple`.
   */
  readonly depth?: number;
  /**
   * 2: some paths go on once the user is out: they sign in again and log out again. Default 2 for
   * `shortest` without a goal, otherwise 1.
   */
  readonly lives?: 1 | 2;
  /** The most paths: the first so many. Default: all, and an error where there are more than 20,000. */
  readonly limit?: number;
  /** So many of them at random, the same for the same seed. */
  readonly sample?: { readonly count: number; readonly seed: number };
  /** One of several equal parts, such as `1/4`: for as many machines. */
  readonly shard?: string;
  /** Keeps the paths it returns true for. */
  readonly filter?: (path: AuthPath) => boolean;
}

/** Who may act. */
export const everybody: readonly FactSource[] = [
  'user',
  'app',
  'server',
  'device',
  'otherTab',
  'time',
  'engine',
];

/** Who may act where every story is to be walked: no runner can make the engine's own defects happen. */
export const everybodyOutside: readonly FactSource[] = everybody.filter(
  (source) => source !== 'engine',
);

const names = [
  ...['kind', 'goal', 'depth', 'lives', 'limit', 'sample', 'shard'],
  ...['events', 'by', 'facts', 'filter'],
];

const wrong = (caller: string, name: string, advice: string) =>
  new TypeError(`${caller}: "${name}" ${advice}`);

const isCount = (value: unknown) => Number.isInteger(value) && Number(value) >= 1;

/** The facts that may happen, all said. @throws TypeError when one is unknown. */
export function checkedFacts(caller: string, options: FactsOptions): Required<FactsOptions> {
  const { facts = {}, by = everybody } = options;
  const all: readonly FactName[] = [...factIds, ...Object.keys(facts)];
  const { events = all } = options;
  const odd = events.find((id) => !all.includes(id));
  if (odd !== undefined)
    throw wrong(
      caller,
      'events',
      `has the unknown fact "${String(odd)}". Use some of: ${all.join(', ')}.`,
    );
  const nobody = by.find((source) => !everybody.includes(source));
  if (nobody)
    throw wrong(
      caller,
      'by',
      `has the unknown source "${nobody}". Use some of: ${everybody.join(', ')}.`,
    );
  return { events, by, facts };
}

/** The options, all said. @throws TypeError when one is unknown or wrong; the message names it. */
export function checkedOptions(options: AuthPathsOptions) {
  const caller = 'generateAuthPaths';
  const { kind = 'shortest', filter = () => true, limit, sample, shard } = options;
  const { depth = kind === 'simple' ? 4 : 5 } = options;
  const { lives = kind === 'simple' || options.goal ? 1 : 2 } = options;
  const stranger = Object.keys(options).find((name) => !names.includes(name));
  if (stranger) throw wrong(caller, stranger, `is not an option. Use ${names.join(', ')}.`);
  if (kind !== 'shortest' && kind !== 'simple')
    throw wrong(caller, 'kind', "must be 'shortest' or 'simple'.");
  if (!isCount(depth)) throw wrong(caller, 'depth', 'must be a whole number of steps, at least 1.');
  if (lives !== 1 && lives !== 2) throw wrong(caller, 'lives', 'must be 1 or 2.');
  if (limit !== undefined && !isCount(limit))
    throw wrong(caller, 'limit', 'must be a whole number of paths, at least 1.');
  if (sample && !(isCount(sample.count) && Number.isInteger(sample.seed)))
    throw wrong(caller, 'sample', 'must be { count, seed }: how many, and a whole number.');
  return {
    ...checkedFacts(caller, options),
    ...{ kind, depth, lives, filter, sample },
    ...{ limit: limit ?? null, part: partOf(caller, shard), ends: endsOf(options.goal) },
  };
}

function endsOf(goal: AuthPathsOptions['goal'] = {}): (visible: Visible) => boolean {
  if (typeof goal === 'function') return goal;
  return (visible) =>
    Object.entries(goal).every(([name, value]) => visible[name as keyof Visible] === value);
}

/** Which stories belong to a part: always the same ones, whatever else there is. */
function partOf(caller: string, shard = '1/1'): (story: readonly string[]) => boolean {
  const [index = 0, of = 0] = /^(\d+)\/(\d+)$/.exec(shard)?.slice(1).map(Number) ?? [];
  if (index < 1 || index > of) throw wrong(caller, 'shard', 'must be like "1/4".');
  return (story) => of === 1 || hashOf(story.join()) % of === index - 1;
}

function hashOf(text: string): number {
  let hash = 7;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return hash;
}
