import type { BrowserContext, Page, Route } from 'playwright-core';
import type { FakeBackend } from '../kit/fake-backend.js';
import { respondWith } from '../kit/respond-with.js';
import { answerInPage } from './answer-in-page.js';
import { letReactHear } from './let-react-hear.js';
import { reply } from './reply.js';

/** Where requests are answered: on their way, or in the page, in place of `fetch`. */
export type Answering = 'intercepted' | 'inPage';

/**
 * Answers a context's requests to the backend; resolves to what ends it.
 *
 * @param base - Where the backend is, such as `/api/auth`.
 * @param backendOf - Who answers a page; null: nobody is there. The page is null where it cannot be told.
 */
export async function answerRequests(
  context: BrowserContext,
  base: string,
  backendOf: (page: Page | null) => FakeBackend | null,
  how: Answering = answeringIn(context),
): Promise<() => Promise<void>> {
  if (how === 'inPage') {
    await letReactHear(context);
    await answerInPage(context, base, async (page, request) => {
      const backend = backendOf(page);
      return backend && respondWith(backend, request);
    });
    return async () => {};
  }
  const answer = (route: Route) => {
    const backend = backendOf(pageOf(route));
    return backend ? reply(route, backend, base) : route.abort('connectionrefused');
  };
  const isAsked = isBackendAt(base);
  await context.route(isAsked, answer);
  return () => context.unroute(isAsked, answer);
}

/** Whether a request is one to the backend. */
export const isBackendAt =
  (base: string) =>
  ({ pathname }: URL): boolean =>
    pathname.startsWith(`${base}/`);

/** Only Chromium shows the bodies of all requests that it lets us intercept. */
const answeringIn = (context: BrowserContext): Answering =>
  context.browser()?.browserType().name() === 'chromium' ? 'intercepted' : 'inPage';

function pageOf(route: Route): Page | null {
  try {
    return route.request().frame().page();
  } catch {
    return null;
  }
}
