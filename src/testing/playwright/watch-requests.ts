import type { Page, Request } from 'playwright-core';

/** Counts a page's requests that have not ended. */
export function watchRequests(page: Page, isCounted: (url: URL) => boolean): () => number {
  const underWay = new Set<Request>();
  page.on('request', (request) => isCounted(new URL(request.url())) && underWay.add(request));
  page.on('requestfinished', (request) => underWay.delete(request));
  page.on('requestfailed', (request) => underWay.delete(request));
  return () => underWay.size;
}
