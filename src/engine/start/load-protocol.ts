import type { Beginning, Protocol } from '../protocol.js';

let loading: Promise<{ createProtocol: (beginning: Beginning) => Protocol }> | undefined;

/** Loads the part of the engine that a page does not need at its start: once for all engines. */
export function loadProtocol() {
  return (loading ??= import('../protocol.js').catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
}

// In a browser it is on its way before the first render, which it does not hold up. So is the page's
// first question for its databases, which takes far longer than to open one of them.
if (globalThis.window) {
  loadProtocol().catch(() => {});
  (async () => window.indexedDB.databases())().catch(() => {});
}
