import type { Backend } from '../../services/backend.js';
import type { Outbox } from '../../services/outbox.js';
import type { SessionStore } from '../../services/session-store.js';
import type { TabMessage } from '../../services/tabs.js';

/** What the parts of the protocol share, besides the core. */
export interface Tools {
  readonly backend: Backend;
  readonly store: SessionStore;
  readonly outbox: Outbox;
  /** This tab's name, under which it holds leases. */
  readonly tab: string;
  readonly tell: (message: TabMessage) => void;
  /** Something was added to the outbox, or taken out of it. */
  readonly outboxChanged: () => void;
}

/** The code of whatever a backend threw. */
export function backendCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'network';
}
