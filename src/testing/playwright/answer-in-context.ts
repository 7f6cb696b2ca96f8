import type { BrowserContext } from 'playwright-core';
import type { FakeBackend } from '../kit/fake-backend.js';
import { createFakeBackend } from '../kit/fake-backend.js';
import { answerRequests } from './answer-requests.js';

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
  let isDown = false;
  const stop = await answerRequests(context, path.replace(/\/$/, ''), () =>
    isDown ? null : backend,
  );
  return {
    backend,
    setDown: (down) => {
      isDown = down;
    },
    async end() {
      backend.release();
      await stop();
    },
  };
}
