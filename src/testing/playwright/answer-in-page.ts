import type { BrowserContext, Page } from 'playwright-core';
import type { BackendRequest, BackendResponse } from '../kit/respond-with.js';

/** How the page calls the binding. */
const binding = '__moonkeyBackend';

/**
 * Answers the backend's requests inside of the pages: `fetch` itself is replaced there. For browsers
 * whose intercepted requests have no body.
 */
export async function answerInPage(
  context: BrowserContext,
  backendPath: string,
  answer: (page: Page, request: BackendRequest) => Promise<BackendResponse | null>,
): Promise<void> {
  await context.exposeBinding(binding, ({ page }, request: BackendRequest) =>
    answer(page, request),
  );
  await context.addInitScript(replaceFetch, { binding, backendPath });
}

/** Runs in the page, before anything else. */
function replaceFetch({ binding, backendPath }: { binding: string; backendPath: string }): void {
  const real = globalThis.fetch.bind(globalThis);
  globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname } = new URL(request.url);
    if (!pathname.startsWith(`${backendPath}/`)) return real(input, init);
    const aborted = new Promise<never>((_, reject) => {
      request.signal.addEventListener('abort', () => reject(request.signal.reason as Error));
    });
    const call = Reflect.get(globalThis, binding) as (
      request: object,
    ) => Promise<{ status: number; body: object } | null>;
    const answered = call({
      route: pathname.slice(backendPath.length),
      body: await request.text(),
      authorization: request.headers.get('authorization'),
    });
    const answer = await Promise.race([answered, aborted]);
    if (!answer) throw new TypeError('Failed to fetch');
    return Response.json(answer.body, { status: answer.status });
  };
}
