import type { Page } from 'playwright-core';

/** The requests for new tokens from here on, of all tabs. */
export function watchRefreshes(tabs: readonly Page[]): readonly string[] {
  const refreshes: string[] = [];
  for (const tab of tabs)
    tab.on('request', (request) => {
      if (request.url().endsWith('/session/refresh')) refreshes.push(request.method());
    });
  return refreshes;
}

/** Holds back the page's requests for new tokens until `release`. */
export async function holdRefresh(page: Page) {
  let arrive = () => {};
  let release = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/session/refresh', async (route) => {
    arrive();
    await released;
    await route.continue();
  });
  return { arrived, release: () => release() };
}
