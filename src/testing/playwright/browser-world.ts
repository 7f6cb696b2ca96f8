import type { BrowserContext, Page } from 'playwright-core';
import { createFakeBackend } from '../kit/fake-backend.js';
import type { BackendVerb, FakeBackend, ScriptedAnswer } from '../kit/fake-backend.js';
import { createDeadline } from '../walk/deadline.js';
import type { AuthDriver } from '../walk/driver.js';
import type { Answering } from './answer-requests.js';
import { answerRequests, isBackendAt } from './answer-requests.js';
import type { OtherTab } from './other-tab.js';
import { createOtherTab } from './other-tab.js';
import { startPageClock } from './page-clock.js';
import { watchRequests } from './watch-requests.js';

/** How long a session of the browser's world lives, in seconds. */
export const sessionLifetime = 600;

/** How long the world waits for something that must come, in ms of real time. */
const longestWait = 30_000;

/** How often it looks, in ms. */
const pause = 20;

/** How calls of a verb are answered until further notice. */
interface StandingAnswer {
  readonly verb: BackendVerb;
  readonly how: ScriptedAnswer;
}

/** A browser context as the world of an app. */
export interface BrowserWorld {
  /** The page of the app under test, whose calls wait for an answer. */
  readonly page: Page;
  readonly backend: FakeBackend;
  /** A second page, whose calls do not. */
  readonly other: OtherTab;
  /** What the app threw where nobody catches it, so far. */
  readonly errors: readonly unknown[];
  /** The time of the pages, in ms. */
  now(): number;
  /** Lets time pass in every tab, in ms. */
  pass(ms: number): Promise<void>;
  isWaiting(verb: BackendVerb): boolean;
  until(what: string, holds: () => boolean | Promise<boolean>): Promise<void>;
  /** Waits until every answer that was given has reached the page. */
  delivered(): Promise<void>;
  setOffline(isOffline: boolean): Promise<void>;
  /** Answers calls of a verb like this from now on; null: no more. */
  keepAnswering(answer: StandingAnswer | null): void;
  calm(): Promise<void>;
  end(): Promise<void>;
}

/** Makes a world of a context: its backend is in memory, its clock goes at the pages' pace. */
export async function createBrowserWorld(
  context: BrowserContext,
  driver: AuthDriver<Page>,
  base: string,
  how?: Answering,
): Promise<BrowserWorld> {
  const errors: unknown[] = [];
  const clock = await startPageClock(context.clock, (error) => errors.push(error));
  const backend = createFakeBackend({ now: () => clock.now(), sessionLifetime });
  for (const verb of ['verifyCode', 'refresh', 'revoke'] as const) backend.hold(verb);
  const ofOthers = backend.fork();
  const stop = await answerRequests(
    context,
    base,
    (tab) => (tab === page ? backend : ofOthers),
    how,
  );
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error));
  const underWay = watchRequests(page, isBackendAt(base));

  let standing: StandingAnswer | null = null;
  const waiting = (verb?: BackendVerb) =>
    backend.calls.filter((call) => call.result === 'waiting' && call.verb === (verb ?? call.verb));
  const isWaiting = (verb: BackendVerb) => waiting(verb).length > 0;
  const calm = () => {
    if (standing && isWaiting(standing.verb)) backend.answer(standing.verb, standing.how);
    return new Promise<void>((resolve) => setTimeout(resolve, pause));
  };
  const until = (what: string, holds: () => boolean | Promise<boolean>) =>
    waitFor(what, holds, calm);

  return {
    page,
    backend,
    other: createOtherTab({ context, driver, code: backend.code, until }),
    errors,
    now: () => clock.now(),
    pass: (ms) => clock.pass(ms),
    isWaiting,
    until,
    delivered: () => until('an answer to arrive', () => underWay() <= waiting().length),
    setOffline: (isOffline) => context.setOffline(isOffline),
    keepAnswering(answer) {
      standing = answer;
    },
    calm,
    async end() {
      clock.end();
      backend.release();
      await stop();
    },
  };
}

async function waitFor(
  what: string,
  holds: () => boolean | Promise<boolean>,
  calm: () => Promise<void>,
): Promise<void> {
  const deadline = createDeadline(longestWait);
  while (!(await holds())) {
    if (deadline.isOver()) throw new Error(`The browser waited in vain for ${what}.`);
    await calm();
  }
}
