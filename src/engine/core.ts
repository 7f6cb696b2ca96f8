import type { Actor } from 'xstate';
import type { AuthDelay } from '../machines/actors.js';
import type { AuthMachine } from '../machines/auth-machine.js';
import type { StorageFault } from '../machines/types.js';
import type { Disk } from '../services/disk.js';
import { StorageError } from '../services/disk.js';
import type { Environment } from '../services/environment.js';
import type { StartEnvironment } from '../services/start-environment.js';
import type { Names } from '../services/names.js';
import type { Tombstones } from '../services/tombstones.js';
import type { Vault } from '../services/vault.js';
import type { LogoutCleaner, LogoutGuard } from './auth.js';
import type { Departure } from './fence.js';
import type { Notices } from './notices.js';
import type { AuthOptions } from './options.js';
import type { Protocol } from './protocol/index.js';

/** What the engine's parts share. Secrets live in `vault` and nowhere else. */
export interface Core {
  readonly options: AuthOptions;
  readonly environment: StartEnvironment & Partial<Environment>;
  readonly timeouts: Record<AuthDelay, number>;
  readonly names: Names;
  readonly disk: Disk;
  readonly tombstones: Tombstones;
  readonly vault: Vault;
  readonly notices: Notices;
  /** Sessions on their way out, by generation. */
  readonly departures: Map<string, Departure>;
  readonly cleaners: Set<{ readonly name: string; readonly run: LogoutCleaner }>;
  readonly guards: Set<{ readonly name: string; readonly run: LogoutGuard }>;
  readonly actor: Actor<AuthMachine>;
  /** The part that loads after the start; undefined until it has. */
  readonly protocol: () => Protocol | undefined;
  /** Loads it, where that has not happened yet. */
  readonly load: () => Promise<Protocol>;
}

/** What may leave a service: a code, never the cause, which may carry a secret. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(readonly code: string) {
    super(code);
  }
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
