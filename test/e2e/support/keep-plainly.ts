import type { Page } from 'playwright-core';

/** What a hand-written page does with these values, in that page. */
interface Keeping {
  readonly values: readonly string[];
  readonly verbs: readonly ('put' | 'delete')[];
}

/** What a hand-written page does: plain records in a database of its own. At a logout it may delete them. */
export async function keepPlainly(
  page: Pick<Page, 'evaluate'>,
  values: readonly string[],
  { isDeleted = false } = {},
): Promise<void> {
  const verbs = isDeleted ? (['put', 'delete'] as const) : (['put'] as const);
  await page.evaluate(keep, { values, verbs });
}

/** Runs in the page. */
export async function keep({ values, verbs }: Keeping): Promise<void> {
  const request = indexedDB.open('hand-written');
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore('session'));
  await new Promise((resolve) => request.addEventListener('success', resolve));
  for (const verb of verbs) {
    const transaction = request.result.transaction('session', 'readwrite');
    const store = transaction.objectStore('session');
    if (verb === 'put') store.put({ values }, 'current');
    else store.delete('current');
    await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  }
  request.result.close();
}
