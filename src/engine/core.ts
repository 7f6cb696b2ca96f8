import type { AuthDelay } from '../machines/actors.js';
import type { StorageFault, User } from '../machines/types.js';
import type { Backend } from '../services/backend.js';
import type { Disk } from '../services/disk.js';
import { StorageError } from '../services/disk.js';
import type { Environment } from '../services/environment.js';
import type { Outbox } from '../services/outbox.js';
import type { SessionStore } from '../services/session-store.js';
import type { Tabs } from '../services/tabs.js';
import type { Tombstones } from '../services/tombstones.js';
import type { Vault } from '../services/vault.js';
import type { Notices } from './notices.js';

/** What the engine's parts share. Secrets live in `vault` and nowhere else. */
export interface Core {
  readonly environment: Environment;
  readonly timeouts: Record<AuthDelay, number>;
  readonly backend: Backend;
  readonly disk: Disk;
  readonly store: SessionStore;
  readonly tombstones: Tombstones;
  readonly vault: Vault;
  readonly outbox: Outbox;
  readonly notices: Notices;
  /** This tab's name, under which it holds leases. */
  readonly tab: string;
  readonly tell: Tabs['tell'];
  /** Something was added to the outbox, or taken out of it. */
  readonly outboxChanged: () => void;
  readonly currentUser: () => User | undefined;
}

/** What may leave a service: a code, never the cause, which may carry a secret. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(readonly code: string) {
    super(`A service of the auth engine failed (${code}).`);
  }
}

/** The code of whatever a backend threw. */
export function backendCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'network';
}

/** Tells listeners of a storage fault, and returns its code. */
export function reportFault(
  { notices }: Pick<Core, 'notices'>,
  operation: StorageFault['operation'],
  error: unknown,
): StorageFault['code'] {
  const code = error instanceof StorageError ? error.code : 'write_failed';
  notices.emit({ type: 'storageFault', code, operation });
  return code;
}
