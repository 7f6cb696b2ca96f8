import type { BrowserContext, Route } from 'playwright-core';
import type { FakeBackend } from '../kit/fake-backend.js';
import { createFakeBackend } from '../kit/fake-backend.js';
import { respondWith } from '../kit/respond-with.js';
import { answerInPage } from './answer-in-page.js';
import { letReactHear } from './let-react-hear.js';
import { reply } from './reply.js';

/** A backend in memory that answers the requests of a context. */
export interface AnsweringBackend {
  readonly backend: FakeBackend;
  /** Whether requests fail as if nobody were there. */
  readonly setDown: (isDown: boolean) => void;
  readonly end: () => Promise<void>;
}

/** Answers a context's requests to the backend at once; `path` is where the backend is. */
export async function answerInContext(
  context: BrowserContext,
  path: string,
): Promise<AnsweringBackend> {
  const backend = createFakeBackend();
  const base = path.replace(/\/$/, '');
  let isDown = false;
  const isBackend = (url: URL) => url.pathname.startsWith(`${base}/`);
  const answer = (route: Route) =>
    isDown ? route.abort('connectionrefused') : reply(route, backend, base);
  const isIntercepted = context.browser()?.browserType().name() === 'chromium';
  // Only Chromium shows the bodies of all requests that it lets us intercept.
  if (isIntercepted) await context.route(isBackend, answer);
  else {
    await letReactHear(context);
    await answerInPage(context, base, async (_, request) =>
      isDown ? null : respondWith(backend, request),
    );
  }
  return {
    backend,
    setDown: (down) => {
      isDown = down;
    },
    async end() {
      backend.release();
      if (isIntercepted) await context.unroute(isBackend, answer);
    },
  };
}
