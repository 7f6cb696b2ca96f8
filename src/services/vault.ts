import type { LogoutScope } from '../machines/types.js';
import type { Grant } from './backend.js';
import { lifetimeOf, type Lifetime, type Moment } from './lifetime.js';

/** The secrets of one session, in memory. */
export interface Credentials {
  /** Empty where no script may read it: the browser's cookie holds it. */
  readonly sessionToken: string;
  /** Empty where there is none. */
  readonly sessionJwt: string;
  /** Counts the refreshes of the session, whichever tab made them. */
  readonly version: number;
  readonly life: Lifetime;
  readonly ticket: string | null;
  readonly everywhereTicket: string | null;
  /** When the session ends, in ms since the epoch on the server's clock. */
  readonly expiresAt: number;
  /** The server's public id of the session: no secret, and kept where whoever ends it looks. */
  readonly sessionId?: string;
  /** Whether the browser keeps it in a cookie that no script can take away. */
  readonly inCookie: boolean;
  /** Whether this device has seen the cookie that names the session: it is known to be there, or to have gone. */
  readonly cookieSeen?: true;
  /** The key under which they are sealed on disk; null when they are not on disk. */
  readonly key: CryptoKey | null;
}

/** A key and whether it holds a sealed session: memory-only sessions have none. */
export function isOnDisk(credentials: Credentials | undefined): boolean {
  return Boolean(credentials?.key);
}

/** The only place where secrets are kept in memory, by generation. Services close over it. */
export type Vault = Map<string, Credentials>;

/**
 * The secrets in a grant.
 *
 * @param before - Those of the same session so far: what a refresh leaves out stays as it was.
 */
export function credentialsOf(
  grant: Omit<Grant, 'user'> & Partial<Pick<Grant, 'user'>>,
  key: CryptoKey | null,
  arrived: Moment,
  before?: Credentials,
): Credentials {
  const sessionId = grant.sessionId ?? before?.sessionId;
  return {
    sessionToken: grant.sessionToken ?? before?.sessionToken ?? '',
    sessionJwt: grant.sessionJwt ?? '',
    version: before ? before.version + 1 : 0,
    life: lifetimeOf(grant, arrived),
    ticket: grant.ticket ?? before?.ticket ?? null,
    everywhereTicket: grant.everywhereTicket ?? before?.everywhereTicket ?? null,
    expiresAt: grant.expiresAt * 1000,
    ...(sessionId !== undefined && { sessionId }),
    inCookie: grant.inCookie ?? before?.inCookie ?? !grant.sessionToken,
    key,
  };
}

/** The ticket that revokes as far as `scope` reaches. */
export function ticketFor(
  tickets: { readonly ticket: unknown; readonly everywhereTicket: unknown } | undefined,
  scope: LogoutScope,
): string | null {
  const [first, second] = [scope === 'everywhere' && tickets?.everywhereTicket, tickets?.ticket];
  return [first, second].find((ticket) => typeof ticket === 'string') ?? null;
}
