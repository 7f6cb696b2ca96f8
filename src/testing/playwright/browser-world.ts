import type { BrowserContext, Page, Request, Route } from 'playwright-core';
import { answerInPage } from './answer-in-page.js';
import { letReactHear } from './let-react-hear.js';
import { createFakeBackend } from '../kit/fake-backend.js';
import type { BackendVerb, ScriptedAnswer } from '../kit/fake-backend.js';
import { respondWith } from '../kit/respond-with.js';
import { startPageClock } from './page-clock.js';
import { reply } from './reply.js';
import type { Person } from '../paths/index.js';
import { people } from '../paths/index.js';
import { createDeadline } from '../walk/deadline.js';
import type { AuthDriver, Shown } from '../walk/driver.js';

/** How long a session of the browser's world lives, in seconds. */
export const sessionLifetime = 600;

/** How long the world waits for something that must come, in ms of real time. */
const longestWait = 30_000;

/** How often it looks, in ms. */
const pause = 20;

/**
 * A browser context as the world of an app: its backend is intercepted, its first page holds the app
 * under test, whose calls wait for an answer; a second page is the other tab, whose calls do not.
 */
export async function createBrowserWorld(
  context: BrowserContext,
  driver: AuthDriver<Page>,
  backendPath: string,
  how: 'intercepted' | 'inPage' = answeringIn(context),
) {
  const errors: unknown[] = [];
  const clock = await startPageClock(context.clock, (error) => errors.push(error));
  const backend = createFakeBackend({ now: () => clock.now(), sessionLifetime });
  for (const verb of ['verifyCode', 'refresh', 'revoke'] as const) backend.hold(verb);
  const ofOthers = backend.fork();
  let standing: { readonly verb: BackendVerb; readonly how: ScriptedAnswer } | null = null;
  let second: Page | undefined;

  const backendOf = (tab: Page | null) => (tab === page ? backend : ofOthers);
  const isBackend = (url: URL) => url.pathname.startsWith(`${backendPath}/`);
  const answer = (route: Route) => reply(route, backendOf(pageOf(route)), backendPath);
  // Only Chromium shows the bodies of all requests that it lets us intercept.
  if (how === 'intercepted') await context.route(isBackend, answer);
  else {
    await letReactHear(context);
    await answerInPage(context, backendPath, async (tab, request) =>
      respondWith(backendOf(tab), request),
    );
  }
  const page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error));
  const underWay = new Set<Request>();
  page.on('request', (request) => isBackend(new URL(request.url())) && underWay.add(request));
  for (const end of ['requestfinished', 'requestfailed'] as const)
    page.on(end as 'requestfinished', (request) => underWay.delete(request));

  const world = {
    page,
    backend,
    context,
    errors,
    /** The other tab, opened when it is first needed. */
    async other(): Promise<Page> {
      if (second) return second;
      second = await context.newPage();
      await driver.open(second);
      return second;
    },
    /** Signs a person in, in the other tab. */
    async signInElsewhere(person: Person): Promise<void> {
      const other = await world.other();
      await world.until('nobody to be signed in there', () => shows(other, null));
      const who = { user: people[person], code: backend.code };
      await driver.signIn?.(other, who);
      await world.until(`${person} to be signed in there`, () => shows(other, who.user.email));
    },
    /** Logs out, in the other tab. */
    async logOutElsewhere(): Promise<void> {
      const other = await world.other();
      await world.until('somebody to be signed in there', async () =>
        Boolean(await driver.whoIsLoggedIn(other)),
      );
      await driver.logOut(other);
      await world.until('nobody to be signed in there', () => shows(other, null));
    },
    isWaiting: (verb: BackendVerb): boolean =>
      backend.calls.some((call) => call.verb === verb && call.result === 'waiting'),
    /** Waits until every answer that was given has reached the page. */
    async delivered(): Promise<void> {
      const waiting = () => backend.calls.filter(({ result }) => result === 'waiting').length;
      await world.until('an answer to arrive', () => underWay.size <= waiting());
    },
    async setOffline(offline: boolean): Promise<void> {
      await context.setOffline(offline);
    },
    now: () => clock.now(),
    /** Lets time pass in every tab, in ms. */
    pass: (ms: number): Promise<void> => clock.pass(ms),
    async until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
      const deadline = createDeadline(longestWait);
      while (!(await holds())) {
        if (deadline.isOver()) throw new Error(`The browser waited in vain for ${what}.`);
        await world.calm();
      }
    },
    /** Answers calls of a verb like this from now on; null: no more. */
    keepAnswering(answer: typeof standing): void {
      standing = answer;
    },
    calm(): Promise<void> {
      if (standing && world.isWaiting(standing.verb)) backend.answer(standing.verb, standing.how);
      return new Promise<void>((resolve) => setTimeout(resolve, pause));
    },
    async end(): Promise<void> {
      clock.end();
      backend.release();
      if (how === 'intercepted') await context.unroute(isBackend, answer);
    },
  };

  async function shows(tab: Page, who: Shown): Promise<boolean> {
    return (await driver.whoIsLoggedIn(tab)) === who;
  }
  return world;
}

export type BrowserWorld = Awaited<ReturnType<typeof createBrowserWorld>>;

const answeringIn = (context: BrowserContext) =>
  context.browser()?.browserType().name() === 'chromium' ? 'intercepted' : 'inPage';

function pageOf(route: Route): Page | null {
  try {
    return route.request().frame().page();
  } catch {
    return null;
  }
}
