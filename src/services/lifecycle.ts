import type { PageLike } from './environment.js';

interface LifecycleOptions {
  readonly page: PageLike | undefined;
  /** The page may have slept through something. */
  readonly onWake: () => void;
  /** The network came back. */
  readonly onOnline: () => void;
  /** The page goes to sleep, perhaps for good. */
  readonly onHide: () => void;
}

/** Watches the page's life. Returns the function that stops it. */
export function watchLifecycle({ page, onWake, onOnline, onHide }: LifecycleOptions): () => void {
  if (!page) return () => {};
  const stops = [
    page.listen('pageshow', onWake),
    page.listen('resume', onWake),
    page.listen('focus', onWake),
    page.listen('visibilitychange', () => {
      if (page.isVisible()) onWake();
    }),
    page.listen('online', onOnline),
    page.listen('pagehide', onHide),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
