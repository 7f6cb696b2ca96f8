import type { PageEventType, PageLike } from '../../services/environment.js';

const moments = [
  'pageshow',
  'pagehide',
  'freeze',
  'resume',
  'focus',
  'online',
  'offline',
] as const satisfies readonly PageEventType[];

/** What becomes of a page, as a recording calls it. */
export type PageMoment = (typeof moments)[number] | 'visible' | 'hidden';

/** Calls `told` with what becomes of a page; returns the function that ends it. */
export function watchPage(
  page: PageLike | undefined,
  told: (moment: PageMoment) => void,
): () => void {
  if (!page) return () => {};
  const ends = [
    page.listen('visibilitychange', () => told(page.isVisible() ? 'visible' : 'hidden')),
    ...moments.map((moment) => page.listen(moment, () => told(moment))),
  ];
  return () => {
    for (const end of ends) end();
  };
}
