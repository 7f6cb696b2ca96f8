import type { Core } from './core.js';
import type { Protocol } from './protocol/index.js';

let loading: Promise<{ createProtocol: (core: Core) => Protocol }> | undefined;

/** Loads the part of the engine that a page does not need at its start: once for all engines. */
export function loadProtocol() {
  return (loading ??= import('./protocol/index.js').catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
}

// In a browser it is on its way before the first render, which it does not hold up. So is the page's
// first question for its databases, which takes far longer than to open one of them.
if (typeof window !== 'undefined') {
  loadProtocol().catch(() => {});
  (async () => window.indexedDB.databases())().catch(() => {});
}
