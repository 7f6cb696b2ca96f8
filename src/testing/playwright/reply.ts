import type { Route } from 'playwright-core';
import type { FakeBackend } from '../kit/fake-backend.js';
import { respondWith } from '../kit/respond-with.js';

/** Answers a request that was intercepted; `base` is where the backend is. */
export async function reply(route: Route, backend: FakeBackend, base: string): Promise<void> {
  const request = route.request();
  const response = await respondWith(backend, {
    route: new URL(request.url()).pathname.slice(base.length),
    body: request.postData() ?? '',
    authorization: await request.headerValue('authorization'),
  });
  const done = response
    ? route.fulfill({ status: response.status, json: response.body })
    : route.abort('internetdisconnected');
  // The page may have gone, or given up, while the answer was on its way.
  await done.catch(() => undefined);
}
