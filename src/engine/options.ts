import type { InspectionEvent, Observer } from 'xstate';
import type { AuthDelay } from '../machines/delays.js';
import type { Backend } from '../services/backend.js';
import type { Environment } from '../services/environment.js';
import type { ServerState } from '../wire/server-state.js';
import type { RequestOptions } from './request-options.js';

/** When a session ends because nobody uses the app, in any of its tabs. In ms, at most 2^31 - 1. */
export interface IdleOptions {
  /** How long a user may be away. Sleep counts. */
  readonly after: number;
  /** How long before the end the view has `idle`: at most `after`. Default 60,000, or half of `after`; 0: never. */
  readonly warnBefore?: number;
}

/** What a server has said of the session: see `getServerState` of `./server`. It holds no secret. */
export type InitialState = Pick<ServerState, 'status' | 'user' | 'sessionId'> &
  Partial<ServerState>;

/** What `createAuth()` takes. */
export interface AuthOptions extends RequestOptions {
  /** `pk_test_…` or `pk_live_…`. Names the database: one per key. */
  readonly publishableKey: string;
  /** The URL of `createAuthHandler`'s routes, or your own backend. Default `/api/auth`. */
  readonly backend?: string | Backend;
  /**
   * `none`: session token and JWT are kept nowhere in the page; the session is in an `HttpOnly` cookie
   * alone, which `cookie: { only: true }` of the handler sets. Default `page`.
   */
  readonly tokens?: 'page' | 'none';
  /** Bounds in ms, each at least 1. Defaults: see `delays`. */
  readonly timeouts?: Partial<Record<AuthDelay, number>>;
  /**
   * What the server that rendered the page has said: shown from the first render on, until the device has
   * been asked. It is read once, and never believed against the device's own tombstones.
   */
  readonly initialState?: InitialState | undefined;
  /** Ends a session whose user is away, in ms: see {@link IdleOptions}. Default: never. */
  readonly idle?: IdleOptions;
  /** Receives every inspection event of both machines. They carry no secret. */
  readonly inspect?: Observer<InspectionEvent> | ((event: InspectionEvent) => void);
  /** Replaces parts of the browser: for tests, simulators, and hosts that are not browsers. */
  readonly environment?: Partial<Environment>;
}
