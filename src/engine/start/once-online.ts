import type { Environment } from '../../services/environment.js';

/** Calls a function once, when the network returns. */
export function onceOnline({ page }: Partial<Environment>, run: () => void): void {
  if (!page) return globalThis.window?.addEventListener('online', run, { once: true });
  const stop = page.listen('online', () => {
    stop();
    run();
  });
}
