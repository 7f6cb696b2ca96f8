import type { BrowserContext, Page } from 'playwright-core';
import { aText, anObject, createChecker, required } from '../../options/index.js';
import type { AuthDriver, FakeBackend } from '../../testing/index.js';
import { people } from '../../testing/index.js';
import type { AttachesCoverage } from '../../testing/playwright/attach-coverage.js';
import { coverageAttachment } from '../../testing/playwright/attach-coverage.js';
import { answerInContext } from '../../testing/playwright/answer-in-context.js';
import { listenToCoverage } from '../../testing/playwright/page-coverage.js';
import { nothingTaken } from '../../testing/run/run-coverage.js';

/** What {@link moonKeyFixtures} takes. */
export interface MoonKeyFixtureOptions {
  /** How a test works your app: the driver of generated paths, with `signIn`. */
  readonly driver: AuthDriver<Page>;
  /** Where the app's backend is, on whatever host: its requests are answered. Default `/api/auth`. */
  readonly backend?: string;
}

/** A backend in memory that answers the app's requests, and can be taken down. */
export interface ServerFixture extends Pick<FakeBackend, 'failNext' | 'calls' | 'code'> {
  /** From now on, no request reaches it. */
  readonly goDown: () => void;
  readonly comeBack: () => void;
  /** How many sessions of this person it still accepts. */
  readonly sessionsOf: FakeBackend['sessionsOf'];
  /** Ends all sessions of a person, as an administrator would. */
  readonly endSessionsOf: FakeBackend['endSessionsOf'];
}

/** What tests are given. */
export interface MoonKeyFixtures {
  readonly server: ServerFixture;
  /** The app, opened, with Ada signed in. */
  readonly signedInPage: Page;
  /** The app in a second tab of the same browser. */
  readonly otherTab: Page;
  /** Attaches what the pages took of the statechart, for the reporter. */
  readonly statechartCoverage: void;
}

type Give<T> = (value: T) => Promise<void>;
interface Given {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly server: ServerFixture;
  readonly signedInPage: Page;
}
type Fixture<T> = (given: Given, give: Give<T>) => Promise<void>;

/** Fixtures as Playwright's `test.extend` takes them. */
export interface FixturesForExtend {
  readonly server: Fixture<ServerFixture>;
  readonly signedInPage: Fixture<Page>;
  readonly otherTab: Fixture<Page>;
  readonly statechartCoverage: [
    (given: Given, give: Give<void>, info: AttachesCoverage) => Promise<void>,
    { auto: true },
  ];
}

/**
 * Fixtures for Playwright: a server in memory, a page on which somebody is signed in, a second tab.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * import { test as base } from '@playwright/test'
 * import { moonKeyFixtures } from '@moon-key/react-auth/playwright'
 * import type { MoonKeyFixtures } from '@moon-key/react-auth/playwright'
 *
 * export const test = base.extend<MoonKeyFixtures>(moonKeyFixtures({ driver }))
 *
 * test('is logged out in every tab', async ({ signedInPage, otherTab }) => {
 *   await signedInPage.getByText('Log out').click()
 *   await expect(otherTab.getByText('Log in')).toBeVisible()
 * })
 * ```
 */
export function moonKeyFixtures(options: MoonKeyFixtureOptions): FixturesForExtend {
  const { check, fail } = createChecker('moonKeyFixtures');
  check(options, { driver: required(anObject), backend: aText });
  const { driver, backend: path = '/api/auth' } = options;
  if (!driver.signIn) fail('driver', 'has no "signIn": it enters user.email and code into the app');
  return {
    server: async ({ context }, give) => {
      const answering = await answerInContext(context, path);
      const { backend } = answering;
      await give({
        failNext: (...what) => backend.failNext(...what),
        calls: backend.calls,
        code: backend.code,
        goDown: () => answering.setDown(true),
        comeBack: () => answering.setDown(false),
        sessionsOf: (email) => backend.sessionsOf(email),
        endSessionsOf: (email) => backend.endSessionsOf(email),
      });
      await answering.end();
    },
    signedInPage: async ({ page, server }, give) => {
      await driver.open(page);
      await until(page, 'nobody to be signed in', driver, null);
      await driver.signIn?.(page, { user: people.ada, code: server.code });
      await until(page, 'Ada to be signed in', driver, people.ada.email);
      await give(page);
    },
    otherTab: async ({ context, server }, give) => {
      // The tab opens when the server is there to answer.
      void server;
      const tab = await context.newPage();
      await driver.open(tab);
      await give(tab);
    },
    statechartCoverage: [
      async ({ context }, give, info) => {
        const coverage = await listenToCoverage(context);
        await give();
        const run = { ...nothingTaken, machines: coverage.machines() };
        if (run.machines.length > 0)
          await info.attach(coverageAttachment, {
            body: JSON.stringify(run),
            contentType: 'application/json',
          });
      },
      { auto: true },
    ],
  };
}

/** Waits until the app shows somebody; the test's own time-out ends this. */
async function until(
  page: Page,
  what: string,
  driver: AuthDriver<Page>,
  who: string | null,
): Promise<void> {
  const end = Date.now() + 15_000;
  while ((await driver.whoIsLoggedIn(page)) !== who) {
    if (Date.now() > end) throw new Error(`signedInPage waited in vain for ${what}.`);
    await page.waitForTimeout(20);
  }
}
