import { expect, it } from 'vitest';
import { createAuth, type AuthOptions, type InitialState } from '../../src/engine/index.js';
import { simulate } from '../../src/testing/simulation/index.js';
import { PERSONAL } from '../../src/testing/simulation/world/markers.js';
import { createRandom } from '../../src/testing/simulation/world/random.js';

/** How many worlds; more of them where somebody asks. */
const SEEDS = Number(process.env['SEEDS'] ?? 60);
const ABOUT_VIEWS = [
  'no-resurrection',
  'switch-through-logged-out',
  'tombstones-know-the-session',
  'secrets-stay-in-the-vault',
];

type Create = typeof createAuth;

/** What a page was told, and what it showed of it. */
interface Told {
  readonly kind: 'true' | 'stale' | 'anonymous';
  readonly isTombstoned: boolean;
  readonly shownAtFirst: boolean;
}

/**
 * Tells each page that opens what a server would say: of the session that is on the disk, of one that was
 * there before (another user's, or one that was signed out), or of nobody.
 */
function telling(seed: number, told: Told[], create: Create = createAuth): Create {
  const random = createRandom(seed);
  const known = new Map<string, InitialState>();
  return (options) => {
    const states = [...known.values()];
    const latest = states.at(-1);
    const state = draw(random, states);
    const auth = create({ ...options, initialState: state });
    if (state)
      told.push({
        kind: state.user ? (state === latest ? 'true' : 'stale') : 'anonymous',
        isTombstoned: isTombstoned(options, state),
        shownAtFirst: auth.getView().isAuthenticated,
      });
    auth.subscribe(({ user }) => {
      const sessionId = (user?.firstName ?? '').slice(PERSONAL.length + 1);
      if (!user || known.has(sessionId)) return;
      known.set(sessionId, { status: 'authenticated', user, sessionId });
    });
    return auth;
  };
}

function draw(
  random: ReturnType<typeof createRandom>,
  states: readonly InitialState[],
): InitialState | undefined {
  if (random.chance(0.2)) return { status: 'anonymous', user: null, sessionId: null };
  if (random.chance(0.5)) return states.at(-1);
  return states[random.below(states.length)];
}

const isTombstoned = ({ environment }: AuthOptions, { sessionId }: InitialState): boolean => {
  try {
    const text = environment?.localStorage?.getItem('moonkey:pk_test_simulation:signed-out');
    return sessionId !== null && (text ?? '').includes(`"${sessionId}"`);
  } catch {
    return false;
  }
};

it('what a server has said breaks nothing, whether it is true, stale, or of a session that was signed out', async () => {
  const told: Told[] = [];
  const failures: string[] = [];
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { ok, violation } = await simulate({ seed, edges: [], createAuth: telling(seed, told) });
    // Who logs out a user whom only a page knows is nobody to the ledger: what it says of revocations is left out.
    if (!ok && ABOUT_VIEWS.includes(violation?.invariant ?? ''))
      failures.push(`${seed}: ${violation?.invariant}: ${violation?.message}`);
  }
  expect(failures).toEqual([]);
  // A session with a tombstone is not shown, not even in the first view.
  expect(told.filter(({ isTombstoned, shownAtFirst }) => isTombstoned && shownAtFirst)).toEqual([]);
  const count = (passes: (each: Told) => boolean) => told.filter(passes).length;
  expect(count(({ kind }) => kind === 'true')).toBeGreaterThan(10);
  expect(count(({ kind }) => kind === 'stale')).toBeGreaterThan(10);
  expect(count(({ isTombstoned }) => isTombstoned)).toBeGreaterThan(10);
  expect(count(({ shownAtFirst }) => shownAtFirst)).toBeGreaterThan(10);
});
