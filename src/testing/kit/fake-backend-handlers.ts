import { ROUTES } from '../../wire/routes.js';
import type { FakeBackend } from './fake-backend.js';
import { respondWith } from './respond-with.js';

/** The part of msw's `http` that is used: pass it in. */
export interface HttpOfMsw<Handler> {
  post(path: string, resolver: (info: { request: Request }) => Promise<Response>): Handler;
}

/**
 * Handlers that put a fake backend where the app's real one would be, for `setupServer` or
 * `setupWorker` of msw.
 *
 * @param base - Where the app's backend is. Default: `/api/auth` below any origin.
 *
 * @example
 * ```ts
 * import { http } from 'msw'
 * import { setupServer } from 'msw/node'
 *
 * const backend = createFakeBackend()
 * setupServer(...fakeBackendHandlers(backend, http)).listen()
 * ```
 */
export function fakeBackendHandlers<Handler>(
  backend: FakeBackend,
  http: HttpOfMsw<Handler>,
  base = '*/api/auth',
): Handler[] {
  if (typeof http?.post !== 'function')
    throw new TypeError(
      'fakeBackendHandlers: pass msw\'s "http" as the second argument: import { http } from "msw".',
    );
  return Object.values(ROUTES).map((route) =>
    http.post(`${base}${route}`, async ({ request }) => {
      const answer = await respondWith(backend, {
        route,
        body: await request.text(),
        authorization: request.headers.get('authorization'),
      });
      return answer ? Response.json(answer.body, { status: answer.status }) : Response.error();
    }),
  );
}
