import type { Beginning, Protocol } from '../protocol.js';
import type { isNewUser } from '../arriving/new-user.js';

/** What is in the part of the engine that loads after the start. */
export interface ProtocolChunk {
  readonly createProtocol: (beginning: Beginning) => Protocol;
  readonly isNewUser: typeof isNewUser;
}

let loading: Promise<ProtocolChunk> | undefined;

/** Loads what a page does not need at its start: once for all engines. */
export function loadProtocol() {
  return (loading ??= import('../protocol.js').catch((error: unknown) => {
    loading = undefined;
    throw error;
  }));
}

// In a browser the page's first question for its databases is on its way before the first render: it takes
// far longer than to open one of them. Elsewhere there is no window, and nothing is asked.
(async () => window.indexedDB.databases())().catch(() => {});
