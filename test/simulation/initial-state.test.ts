import { expect, it } from 'vitest';
import { createAuth, type AuthOptions } from '../../src/engine/index.js';
import { simulate } from '../../src/testing/simulation/index.js';

/** How many worlds; more of them where somebody asks. */
const SEEDS = Number(process.env['SEEDS'] ?? 200);

/** What a page was told, and what it showed of it at first. */
interface Told {
  readonly isOfSomebody: boolean;
  readonly isTombstoned: boolean;
  readonly isShown: boolean;
}

const isTombstoned = ({ environment, initialState }: AuthOptions): boolean => {
  try {
    const text = environment?.localStorage?.getItem('moonkey:pk_test_simulation:signed-out');
    return Boolean(initialState?.user) && (text ?? '').includes(`"${initialState?.sessionId}"`);
  } catch {
    return false;
  }
};

it('what a server has said breaks nothing, whether it is true, stale, or of a session that was signed out', async () => {
  const told: Told[] = [];
  const failures: string[] = [];
  const create: typeof createAuth = (options) => {
    const auth = createAuth(options);
    const { initialState } = options;
    if (initialState)
      told.push({
        isOfSomebody: initialState.user !== null,
        isTombstoned: isTombstoned(options),
        isShown: auth.getView().isAuthenticated,
      });
    return auth;
  };
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const { violation } = await simulate({ seed, edges: ['serverStates'], createAuth: create });
    if (violation) failures.push(`${seed}: ${violation.invariant}: ${violation.message}`);
  }
  expect(failures).toEqual([]);
  // A session with a tombstone is not shown, not even in the first view.
  expect(told.filter((each) => each.isTombstoned && each.isShown)).toEqual([]);
  const count = (passes: (each: Told) => boolean) => told.filter(passes).length;
  expect(count(({ isOfSomebody }) => !isOfSomebody)).toBeGreaterThan(10);
  expect(count((each) => each.isTombstoned)).toBeGreaterThan(10);
  expect(count(({ isShown }) => isShown)).toBeGreaterThan(10);
});
