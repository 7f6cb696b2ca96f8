import type { Auth, AuthNotice } from '../../../../src/engine/index.js';
import type { Point } from './points.js';

/** What React committed, or the engine announced: who is shown. */
export interface Shown {
  readonly status: string;
  readonly email: string | null;
}

/** The page's own instruments, for tests to read and drive from outside. */
export interface Lab {
  readonly auth: Auth;
  /** Every view of the engine, in order. */
  readonly views: Shown[];
  /** Every commit of the React app, in order. */
  readonly commits: Shown[];
  readonly notices: AuthNotice[];
  /** Whether each `pageshow` came out of the back/forward cache. */
  readonly shows: boolean[];
  /** How many answers of the backend reached the page. */
  answers: number;
  /** How many sessions this page has sealed. */
  seals: number;
  /** Signs in with the code that the server has sent. */
  signIn(email: string, remember?: boolean): Promise<void>;
  /** Logs out and says how it ended. */
  logout(): Promise<{ code: string; device: string | null; server: string | null }>;
  /** Waits at the server until `count` pages are there. */
  meet(name: string, count: number): Promise<void>;
  /** Called at each point of a logout. */
  reach(point: Point): void;
  /** Logs out, and stands still at that point, in the middle of whatever tick or transaction it is in. */
  haltAt(point: Point): void;
  /** Logs out, and marks the point right after the call. */
  startLogout(): void;
  /** Opens a web socket, or a stream of events, that ends with the session. */
  openFeed(kind: 'socket' | 'stream'): Promise<void>;
  /** Whether each of them was open still in the task right after the other tabs' message of a logout. */
  readonly openAfterMessage: boolean[];
  /** When the user was warned of the idle limit, and when that was over again. */
  readonly warnings: boolean[];
  /** The page's clock goes on by so much, in ms, and nobody notices. */
  pass(ms: number): void;
  /** The page was asleep for so long, in ms, and wakes up. */
  sleep(ms: number): void;
  /** The text of the page in the first frame after each return from the back/forward cache. */
  readonly firstFrames: string[];
  /** Every record of the engine's database. */
  dump(): Promise<{ session: unknown[]; keys: unknown[]; revocations: unknown[] }>;
}

declare global {
  interface Window {
    lab: Lab;
  }
}
