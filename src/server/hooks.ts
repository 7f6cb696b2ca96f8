import type { User } from '../wire/user.js';
import type { ApiSession, ApiUser } from './api/schemas.js';
import type { HeaderReader, Incoming } from './http/incoming.js';

/** A session, as the app's hooks see it. Times are Unix seconds. */
export interface SessionFacts {
  readonly sessionId: string;
  readonly userId: string;
  readonly startedAt: number;
  readonly expiresAt: number;
}

/** What `mapUser` and `claims` may look at. */
export interface UserContext {
  readonly session: SessionFacts;
  /** The user as the MoonKey API answered it. */
  readonly apiUser: ApiUser;
}

/** The request a hook runs for: enough of it to log, or to look for a header. */
export interface HookRequest {
  readonly url: string;
  readonly headers: HeaderReader;
}

/** What `onSignIn` hears of. */
export interface SignInEvent<AppUser extends User = User> {
  readonly user: AppUser;
  readonly session: SessionFacts;
  readonly request: HookRequest;
}

/** What `onLogout` hears of, once the API has confirmed it. */
export interface LogoutEvent {
  /** Absent where the session had ended before, so that nobody could tell. */
  readonly sessionId?: string;
  readonly userId?: string;
  /** `everywhere`: all of the user's sessions. */
  readonly scope: 'session' | 'everywhere';
  readonly request: HookRequest;
}

/** How the app's user is made of the API's. */
export interface UserOptions<AppUser extends User = User> {
  /**
   * The user as the app sees them: what it returns reaches the browser. What it throws makes the sign-in
   * fail, and ends its session.
   */
  readonly mapUser?: ((user: User, context: UserContext) => AppUser | Promise<AppUser>) | undefined;
  /** What the app says of a user, roles for example, handed out beside them. It reaches the browser. */
  readonly claims?:
    | ((
        user: AppUser,
        context: UserContext,
      ) => Readonly<Record<string, unknown>> | Promise<Readonly<Record<string, unknown>>>)
    | undefined;
}

/** Told of what has happened. They are awaited within `timeout`; what they throw is reported, and changes nothing. */
export interface HookOptions<AppUser extends User = User> {
  readonly onSignIn?: ((event: SignInEvent<AppUser>) => unknown) | undefined;
  readonly onLogout?: ((event: LogoutEvent) => unknown) | undefined;
}

export function sessionFacts(session: ApiSession): SessionFacts {
  return {
    sessionId: session.id,
    userId: session.user_id,
    startedAt: session.started_at,
    expiresAt: session.expires_at,
  };
}

export function hookRequest({ url, headers }: Incoming): HookRequest {
  return { url: url.href, headers };
}
