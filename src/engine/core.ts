import type { Actor } from 'xstate';
import type { AuthDelay } from '../machines/actors.js';
import type { AuthMachine } from '../machines/auth-machine.js';
import type { AuthSnapshot, AuthView } from '../machines/view.js';
import type { Environment } from '../services/environment.js';
import type { Names } from '../services/names.js';
import type { ReadAhead } from '../services/read-ahead.js';
import type { StartEnvironment } from '../services/start-environment.js';
import type { LogoutCleaner, LogoutGuard } from './auth.js';
import type { Notices } from './notices.js';
import type { AuthOptions } from './options.js';

/** What there is of the engine at its start: the statechart, and nothing secret. */
export interface Core {
  readonly options: AuthOptions;
  readonly environment: StartEnvironment & Partial<Environment>;
  readonly timeouts: Record<AuthDelay, number>;
  readonly names: Names;
  /** ms since the epoch. */
  readonly createdAt: number;
  /** The stored session, as it was when the engine was created; undefined where it has to be looked up. */
  readonly ahead: Promise<ReadAhead | undefined>;
  readonly notices: Notices;
  readonly cleaners: Set<{ readonly name: string; readonly run: LogoutCleaner }>;
  readonly guards: Set<{ readonly name: string; readonly run: LogoutGuard }>;
  readonly actor: Actor<AuthMachine>;
  /** What an app is shown of the machine. */
  toView: (snapshot: AuthSnapshot) => AuthView;
  /** Shows it, where it has changed. */
  readonly show: () => void;
}
