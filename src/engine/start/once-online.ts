import type { Environment } from '../../services/environment.js';

/** Calls a function once, when the network returns. */
export function onceOnline({ page }: Partial<Environment>, run: () => void): void {
  if (page) {
    const stop = page.listen('online', () => {
      stop();
      run();
    });
  } else if (typeof window !== 'undefined') {
    window.addEventListener('online', run, { once: true });
  }
}
