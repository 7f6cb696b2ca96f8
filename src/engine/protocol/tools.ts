import type { ServerOutcome, StorageFault } from '../../machines/types.js';
import type { Backend } from '../../services/backend.js';
import type { Disk } from '../../services/disk.js';
import { StorageError } from '../../services/disk.js';
import type { Environment } from '../../services/environment.js';
import type { Outbox } from '../../services/outbox.js';
import type { SessionStore } from '../../services/session-store.js';
import type { TabMessage } from '../../services/tabs.js';
import type { Tombstones } from '../../services/tombstones.js';
import type { Vault } from '../../services/vault.js';
import type { Core } from '../core.js';
import type { Departure } from './fence.js';

/** What the parts of the protocol share. Secrets live in `vault` and nowhere else. */
export interface Tools extends Core {
  readonly environment: Environment;
  readonly backend: Backend;
  readonly disk: Disk;
  readonly store: SessionStore;
  readonly tombstones: Tombstones;
  readonly vault: Vault;
  readonly outbox: Outbox;
  /** Sessions on their way out, by generation. */
  readonly departures: Map<string, Departure>;
  /** Generations that other tabs have logged out. */
  readonly heard: Set<string>;
  /** The server's answers, by generation, from this tab's outbox and from the others'. */
  readonly settled: Map<string, ServerOutcome>;
  /** This tab's name, under which it holds leases. */
  readonly tab: string;
  readonly tell: (message: TabMessage) => void;
  /** Something was added to the outbox, or taken out of it. */
  readonly outboxChanged: () => void;
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
