import type { ActorRefFrom } from 'xstate';
import type { AuthMachine } from '../machines/auth-machine.js';
import type { AuthEmitted } from '../machines/events.js';
import type { StorageFault, User } from '../machines/types.js';
import type { AuthView } from '../machines/view.js';
import type { Grant } from '../wire/grant.js';
import type { OutboxEntry } from '../services/records.js';
import type { AuthOptions } from './options.js';

/** Both credentials of a session. Keep them out of logs. */
export interface SessionTokens {
  readonly sessionToken: string;
  readonly sessionJwt: string;
  /**
   * Present where the JWT may have less than 30 s to live, or be the one that was refused: the backend could
   * not be asked. A `refreshFailed` notice says why.
   */
  readonly isStale?: true;
}

/**
 * What {@link Auth.check} found out:
 * - `live`: the server says that the session lives.
 * - `ended`: it does not, or nobody was signed in. Nobody is shown any more.
 * - `unknown`: the server could not be asked. The session stays.
 */
export type SessionCheck = 'live' | 'ended' | 'unknown';

/** What {@link Auth.on} can listen to: the machine's events and the services' reports. */
export type AuthNotice =
  | AuthEmitted
  | { type: 'revocationSettled'; generation: string; result: 'revoked' | 'refused' | 'expired' }
  | ({ type: 'storageFault' } & StorageFault);

/** A notice of one type. */
export type AuthNoticeOf<T extends AuthNotice['type']> = Extract<AuthNotice, { type: T }>;

/** A revocation that waits for the server: no ticket, no token. */
export type PendingRevocation = Pick<
  OutboxEntry,
  'generation' | 'attempts' | 'notBefore' | 'expiresAt'
>;

/** Clears data of the app's own at a logout. `signal` aborts when its time is over. */
export interface LogoutCleaner {
  (context: { readonly signal: AbortSignal }): unknown;
  /**
   * Called by `addCleaner`, where it is there: for what must not wait until the cleaners run, and ends
   * with {@link Auth.signal}. Returns what takes the cleaner away, with `remove`.
   */
  readonly attach?: (
    auth: Pick<Auth, 'getView' | 'subscribe' | 'signal'>,
    remove: () => void,
  ) => () => void;
}

/** Asked before a logout: return (or resolve to) `false` to veto it. */
export type LogoutGuard = (context: { readonly signal: AbortSignal }) => unknown;

/** The engine: it lives outside of React, and every verb is safe to pass around unbound. */
export interface Auth {
  /** What an app sees now. The same object until something changes. */
  readonly getView: () => AuthView;
  /** Calls `listener` after each change of the view; returns the function that stops it. */
  readonly subscribe: (listener: (view: AuthView) => void) => () => void;
  /**
   * Lasts as long as the session that is shown, and aborts in the tick of its end, whoever ends it:
   * this tab, another one, the server, the clock, another user. Each session has one of its own.
   * While nobody is shown it is one that has aborted: what is opened too late closes at once.
   *
   * @example
   * ```ts
   * const feed = new WebSocket(url)
   * auth.signal.addEventListener('abort', () => feed.close())
   * ```
   */
  readonly signal: AbortSignal;
  /** Listens to one type of notice; `*` is all. Returns the function that stops it. */
  readonly on: <T extends AuthNotice['type'] | '*'>(
    type: T,
    listener: (notice: T extends AuthNotice['type'] ? AuthNoticeOf<T> : AuthNotice) => void,
  ) => () => void;
  /** Starts the engine: idempotent, and done by every verb that needs it. */
  readonly start: () => void;
  /** Stops timers, listeners and connections. A started logout still reaches the outbox. */
  readonly dispose: () => void;

  /**
   * Sends a one-time code. Rejects with {@link SignInError}: `signup_blocked` where `disableSignup` is set
   * and nobody has this address.
   */
  readonly sendCode: (input: {
    email: string;
    disableSignup?: boolean;
  }) => Promise<{ methodId: string }>;
  /**
   * Exchanges a code for a session. Rejects with {@link SignInError}.
   *
   * `remember: false`: the session ends with the last tab that shows it. Default true.
   */
  readonly signIn: (input: { methodId: string; code: string; remember?: boolean }) => Promise<User>;
  /**
   * Signs in by whatever the app's own sign-in is: a password form, a passkey, another vendor's
   * callback. It goes through the same states as a code: a newer sign-in or a logout cancels it, a
   * session that arrives late is revoked, and over another user that one is logged out first.
   *
   * `run` is called in this tick where the engine has loaded and no logout is under way. Its signal aborts
   * once nobody waits: hand it to what asks the user, not to the request that makes the session, whose late
   * answer is revoked where a cut-off one cannot be. A second call takes the first one's place.
   *
   * Rejects with {@link SignInError}; its `code` is that of what `run` threw, where that is a string.
   *
   * @example
   * ```ts
   * await auth.signInWith(() => post('/login', { email, password }), { remember: false })
   * ```
   */
  readonly signInWith: (
    run: (signal: AbortSignal) => Promise<Grant>,
    options?: { remember?: boolean },
  ) => Promise<User>;
  /**
   * Ends this session. `getView().isAuthenticated` is false when this call returns, unless a logout
   * guard is asked first. Resolves when device and server are both done; rejects with
   * {@link LogoutError}. Ignores its arguments, so that it can be an event handler, and a caller
   * that ignores the promise causes no unhandled rejection.
   */
  readonly logout: () => Promise<void>;
  /** Ends every session of the user: as {@link Auth.logout} for this device. */
  readonly logoutEverywhere: () => Promise<void>;
  /**
   * Both credentials, the JWT with at least 30 s to live where the backend can be reached; null when
   * nobody is signed in. `refresh: true`: another JWT than the last one, which a server has refused.
   */
  readonly getSessionTokens: (options?: { refresh?: boolean }) => Promise<SessionTokens | null>;
  /**
   * Asks the server whether the session lives: after a 401 of the app's own, for instance. What has ended
   * there ends here, with `reason: 'revoked'`. `user: true` reads the user anew, too.
   */
  readonly check: (options?: { user?: boolean }) => Promise<SessionCheck>;
  /**
   * Looks again, as when the page wakes up: whether the session has left this browser without a word to this
   * page, by an answer of the app's server that has signed it out for instance. That shows in this tick where a
   * tombstone says so. Resolves once the device has been looked at and, where that holds nobody, the server has
   * said whether there is a session in the cookie, or `refreshTimeout` is over. Whether a session lives is asked in the
   * background, if it has not been within 30 s. Never rejects.
   *
   * @example
   * ```ts
   * await fetch('/sign-out', { method: 'POST' }) // the server's own route
   * await auth.recheck()
   * ```
   */
  readonly recheck: () => Promise<void>;
  /**
   * Resolves with the view once it is known whether somebody is signed in: for route loaders.
   *
   * @example
   * ```ts
   * const { isAuthenticated } = await auth.ready()
   * if (!isAuthenticated) throw redirect('/login')
   * ```
   */
  readonly ready: () => Promise<AuthView>;

  /**
   * As `fetch`, for requests of the session that is shown. To the page's own origin it adds
   * `Authorization: Bearer <JWT>`, unless the request has one; on a 401 it gets a fresh JWT and asks
   * once more, where the body can be sent again. Waits until it is known who is signed in; sends
   * nothing while nobody is. For other origins: `createAuthFetch` of `./fetch`.
   *
   * Rejects with `SessionEndedError` (`session_ended`) when the session ends before the answer, in the
   * tick of the end, and as `fetch` does.
   *
   * @example
   * ```ts
   * const response = await auth.fetch('/api/notes', { method: 'POST', body: JSON.stringify(note) })
   * ```
   */
  readonly fetch: (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

  /**
   * The user is there, though the page's events do not show it: a video plays, a call is on. Ends a
   * warning, as any activity does. Nothing without the option `idle`, or while nobody is signed in.
   */
  readonly stayActive: () => Promise<void>;

  /** Registers a cleaner under a name; returns the function that removes it. */
  readonly addCleaner: (name: string, cleaner: LogoutCleaner) => () => void;
  /** Registers a guard; returns the function that removes it. */
  readonly addLogoutGuard: (guard: LogoutGuard, name?: string) => () => void;

  /** What waits in the outbox, without its tickets: for inspectors. */
  readonly getPendingRevocations: () => Promise<readonly PendingRevocation[]>;
  readonly publishableKey: string;
  /** The option: what the first HTML shows, and the client render that takes it over. Never changes. */
  readonly initialState: AuthOptions['initialState'];
  /** The actor behind the verbs: for `useSelector` and inspection. Send it nothing. */
  readonly actor: ActorRefFrom<AuthMachine>;
}
