import type { AuthPath } from '../paths/index.js';
import { addHooks } from './hooks-of-world.js';
import type { AuthDriver } from './driver.js';
import type { FakePageUnderTest } from './fake-page-under-test.js';
import { createFakeWorld } from './fake-world.js';
import { inTurn } from './in-turn.js';
import { happeningOf, happenings } from './make-it-happen.js';
import { textOfScreen } from './text-of-screen.js';
import { walk } from './walk.js';
import { watchErrors } from './watch-errors.js';

/** How {@link walkAuthPath} walks. */
export interface WalkOptions {
  /** How long the app may take to show what it must after each step, in ms. Default 1000. */
  readonly patience?: number;
  /** How long one step may take as a whole, in ms. What takes longer is an error. Default 8000. */
  readonly stepTimeout?: number;
}

/** Whether a path can be walked in memory: the engine's own defects cannot be made to happen. */
export function isWalkable(path: AuthPath): boolean {
  return path.steps.every(({ fact }) => fact in happenings || fact in path.ownFacts);
}

/**
 * Walks your app along one path, in memory: the real engine, two tabs, a server and a clock that do
 * what the path says. No network, no real timer.
 *
 * @throws AuthPathError when the app does not show what it must; it tells the step.
 * @throws TypeError when the path holds a fact that cannot be made to happen: see {@link isWalkable}.
 *
 * @example
 * ```tsx
 * await walkAuthPath(pathFromEvents(['opensSignedIn', 'clicksLogOut', 'serverFails']), {
 *   open: ({ auth }) => render(<App auth={auth} />),
 *   close: cleanup,
 *   logOut: () => fireEvent.click(screen.getByText('Log out')),
 *   whoIsLoggedIn: () => screen.queryByTestId('user')?.textContent ?? null,
 * })
 * ```
 */
export async function walkAuthPath(
  path: AuthPath,
  driver: AuthDriver<FakePageUnderTest>,
  options: WalkOptions = {},
): Promise<void> {
  const odd = path.steps
    .map(({ fact }) => fact)
    .filter((fact) => !(fact in happenings) && !driver.facts?.[fact]);
  if (odd.length > 0)
    throw new TypeError(
      `walkAuthPath: cannot make "${odd.join('", "')}" happen. Filter the paths` +
        (odd.some((fact) => fact in path.ownFacts) ? ', or add it to "driver.facts".' : '.'),
    );
  return inTurn(() => walkAlone(path, driver, options));
}

async function walkAlone(
  path: AuthPath,
  driver: AuthDriver<FakePageUnderTest>,
  { patience = 1_000, stepTimeout = 8_000 }: WalkOptions,
): Promise<void> {
  const restoreAct = outsideOfAct();
  const watch = watchErrors();
  const hasIdleLimit = path.steps.some(({ fact }) => fact === 'goesIdle' || fact === 'staysActive');
  const world = await createFakeWorld({ hasIdleLimit });
  const hooks = addHooks(world.auth);
  const page: FakePageUnderTest = { auth: world.auth, tab: world.tab };
  try {
    await walk(
      path,
      driver,
      {
        page,
        async happen(step, driver) {
          await happeningOf(step, driver)?.({ world, hooks, page, driver, step });
          const { status, user } = step.visible;
          await world.until(`the engine to be ${status}`, () => {
            const view = world.auth.getView();
            return view.status === status && (view.user?.email ?? null) === user;
          });
          // A question ends with whatever ends the state that asks it, and not with an answer alone.
          if (!step.states.some((state) => state.includes('confirmingLogout'))) hooks.giveUp();
        },
        calm: () => world.calm(),
        textOf: () => (typeof document === 'undefined' ? '' : textOfScreen()),
        get errors() {
          return [...watch.errors, ...world.errors];
        },
      },
      { patience, stepTimeout },
    );
  } finally {
    await driver.close?.(page);
    await world.end();
    watch.stop();
    restoreAct();
  }
}

/** The world changes by itself here, not inside of `act`: React must not warn about that. */
function outsideOfAct(): () => void {
  const scope = globalThis as { IS_REACT_ACT_ENVIRONMENT?: unknown };
  const before = scope.IS_REACT_ACT_ENVIRONMENT;
  scope.IS_REACT_ACT_ENVIRONMENT = false;
  return () => {
    scope.IS_REACT_ACT_ENVIRONMENT = before;
  };
}
