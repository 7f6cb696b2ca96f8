import type { BrowserContext, Page } from 'playwright-core';
import type { AuthPath } from '../paths/index.js';
import type { AuthDriver } from '../walk/driver.js';
import { textOfScreen } from '../walk/text-of-screen.js';
import { walk } from '../walk/walk.js';
import { tellRun } from '../run/notes.js';
import type { Answering } from './answer-requests.js';
import { createBrowserWorld } from './browser-world.js';
import { happeningOf, happenings } from './make-it-happen.js';
import { listenToCoverage } from './page-coverage.js';

/** How {@link walkAuthPathInBrowser} walks. */
export interface BrowserWalkOptions {
  /** Where the app's backend is, on whatever host: its requests are intercepted. Default `/api/auth`. */
  readonly backend?: string;
  /** How long the app may take to show what it must after each step, in ms of the page's time. Default 3000. */
  readonly patience?: number;
  /** How long one step may take as a whole, in ms of real time. What takes longer is an error. Default 40000. */
  readonly stepTimeout?: number;
  /**
   * Where the backend's requests are answered: `intercepted` on their way, or `inPage`, in place of
   * `fetch`. Default: `intercepted` in Chromium, `inPage` in browsers that do not show all bodies.
   */
  readonly answering?: Answering;
  /** Called around each step, such as Playwright's `test.step`. */
  readonly step?: <T>(title: string, body: () => Promise<T>) => Promise<T>;
}

/** Whether a path can be walked in a browser, where only users, servers, tabs and time act. */
export function isWalkableInBrowser({ steps, ownFacts }: AuthPath): boolean {
  return steps.every(({ fact, by }) => fact in ownFacts || (fact in happenings && by !== 'app'));
}

/**
 * Walks your app along one path in a real browser, with Playwright: the context's requests to your
 * backend are answered as the path says; the other tab is a second page of the same context.
 *
 * @param context - A fresh one: nobody is signed in yet.
 * @throws AuthPathError when the app does not show what it must; it tells the step.
 * @throws TypeError when the path holds a fact that a browser cannot be made to do, or the driver has
 * no `signIn`.
 *
 * @example
 * ```ts
 * await walkAuthPathInBrowser(await browser.newContext(), path, {
 *   open: (page) => page.goto('http://localhost:5173'),
 *   logOut: (page) => page.getByText('Log out').click(),
 *   signIn: async (page, { user, code }) => { … },
 *   whoIsLoggedIn: async (page) => …,
 * })
 * ```
 */
export async function walkAuthPathInBrowser(
  context: BrowserContext,
  path: AuthPath,
  driver: AuthDriver<Page>,
  options: BrowserWalkOptions = {},
): Promise<void> {
  const { backend = '/api/auth', patience = 3_000, stepTimeout = 40_000 } = options;
  if (!isWalkableInBrowser(path))
    throw new TypeError(
      `walkAuthPathInBrowser: "${path.name}" cannot be made to happen in a browser. Filter the paths with isWalkableInBrowser.`,
    );
  if (!driver.signIn)
    throw new TypeError(
      'walkAuthPathInBrowser: "driver.signIn" is missing: it enters user.email and code into the app.',
    );
  const missing = path.steps.find(({ fact }) => fact in path.ownFacts && !driver.facts?.[fact]);
  if (missing)
    throw new TypeError(
      `walkAuthPathInBrowser: "driver.facts" does not say how "${missing.fact}" happens.`,
    );
  const coverage = await listenToCoverage(context);
  const world = await createBrowserWorld(
    context,
    driver,
    backend.replace(/\/$/, ''),
    options.answering,
  );
  try {
    await walk(
      path,
      driver,
      {
        page: world.page,
        async happen(step, driver) {
          world.keepAnswering(null);
          await happeningOf(step, driver)?.({ world, driver, step });
        },
        calm: () => world.calm(),
        now: () => world.now(),
        textOf: (page) => page.evaluate<string, undefined>(textOfScreen, undefined),
        errors: world.errors,
        ...(options.step && { around: options.step }),
      },
      { patience, stepTimeout },
    );
  } finally {
    // Of its two tabs, a path tells of the first one only.
    tellRun({ machines: coverage.machines(world.page) });
    await driver.close?.(world.page);
    await world.end();
  }
}
