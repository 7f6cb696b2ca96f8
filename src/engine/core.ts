import type { Actor } from 'xstate';
import type { AuthDelay } from '../machines/actors.js';
import type { AuthMachine } from '../machines/auth-machine.js';
import type { Environment } from '../services/environment.js';
import type { StartEnvironment } from '../services/start-environment.js';
import type { LogoutCleaner, LogoutGuard } from './auth.js';
import type { Notices } from './notices.js';
import type { AuthOptions } from './options.js';

/** What there is of the engine at its start: the statechart, and nothing secret. */
export interface Core {
  readonly options: AuthOptions;
  readonly environment: StartEnvironment & Partial<Environment>;
  readonly timeouts: Record<AuthDelay, number>;
  /** Where the tombstones are, in `localStorage`. */
  readonly tombstonesKey: string;
  readonly notices: Notices;
  readonly cleaners: Set<{ readonly name: string; readonly run: LogoutCleaner }>;
  readonly guards: Set<{ readonly name: string; readonly run: LogoutGuard }>;
  readonly actor: Actor<AuthMachine>;
}
