import type { User } from '../../../machines/index.js';
import type { Grant } from '../../../wire/index.js';
import { CREDENTIAL, PERSONAL, TICKET } from './markers.js';
import type { WireErrorCode } from '../../../wire/index.js';
import type { Random } from './random.js';
import type { Scheduler } from './scheduler.js';

/** One session, as the server knows it. Times in ms since the epoch. */
export interface ServerSession {
  readonly id: string;
  /** The code that it was made for. */
  readonly methodId: string;
  readonly user: User;
  /** The one that is good now. */
  token: string;
  readonly startedAt: number;
  readonly expiresAt: number;
  revokedAt: number | null;
  /** How it was revoked. */
  revokedBy: 'session' | 'everywhere' | 'administrator' | 'reuse' | null;
}

/** A request, as it reaches the server. */
export interface ServerRequest {
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly bearer: string | null;
}

export interface ServerResponse {
  readonly status: number;
  readonly body: unknown;
}

/** How the simulated backend behaves. */
export interface ServerOptions {
  /** Whether grants come with tickets. Default true. */
  readonly tickets?: boolean;
  /** Whether sessions are in a cookie as well. Default false. */
  readonly cookie?: boolean;
  /** How long a session lives, in ms. Default one hour. */
  readonly sessionLifetime?: number;
  /** How long a JWT lives, in ms. Default five minutes. */
  readonly jwtLifetime?: number;
  /** Whether each refresh gives a new token, and an old one that comes back ends the session. Default false. */
  readonly rotating?: boolean;
}

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** An error in the words of `createAuthHandler`. */
export const refuse = (status: number, error: string, code: WireErrorCode): ServerResponse => ({
  status,
  body: { error, code },
});

/** The app's own backend and the session service behind it, in memory. */
export class Server {
  readonly sessions = new Map<string, ServerSession>();
  /** Called when a session ends on the server, with the request that ended it. */
  onRevoked: (session: ServerSession, request: ServerRequest | null) => void = () => {};
  /** Called when a token is exchanged for a new one. */
  onRotated: () => void = () => {};
  /** Called when a token comes back that was exchanged, with the request that had exchanged it, and this one. */
  onReused: (session: ServerSession, spentBy: ServerRequest, again: ServerRequest) => void =
    () => {};
  private readonly rotates: boolean;
  private readonly tokens = new Map<string, ServerSession>();
  private readonly spent = new Map<string, ServerRequest>();
  private readonly codes = new Map<string, { code: string; email: string; used: boolean }>();
  private readonly lifetime: number;
  private readonly jwtLifetime: number;
  /** Without tickets a session can be revoked by its token only: best effort, tab by tab. */
  readonly givesTickets: boolean;
  readonly setsCookie: boolean;
  private readonly jwts = new Map<string, { session: ServerSession; expiresAt: number }>();
  /** The session of the browser's cookie. */
  private cookie: ServerSession | null = null;
  private last = 0;

  constructor(
    private readonly random: Random,
    private readonly scheduler: Scheduler,
    options: ServerOptions,
  ) {
    const { sessionLifetime = 3_600_000, jwtLifetime = 300_000 } = options;
    this.givesTickets = options.tickets ?? true;
    this.setsCookie = options.cookie ?? false;
    this.lifetime = sessionLifetime;
    this.jwtLifetime = jwtLifetime;
    this.rotates = options.rotating ?? false;
  }

  /** The code in the mail for this method, as a user would read it. */
  readMail(methodId: string): string {
    return this.codes.get(methodId)?.code ?? `${CREDENTIAL}-000000`;
  }

  /** Sends a code without a request: for a user who asked for it elsewhere. */
  sendCode(email: string): string {
    this.last += 1;
    const methodId = `method-${this.last}`;
    const code = `${CREDENTIAL}-${this.random.below(1_000_000)}`;
    this.codes.set(methodId, { code, email, used: false });
    return methodId;
  }

  /** Signs a user in past the engine: a session that no tab of this browser knows, if not by its cookie. */
  signInElsewhere(email: string): void {
    const methodId = this.sendCode(email);
    this.verify({ methodId, code: this.readMail(methodId) });
  }

  isActive(session: ServerSession): boolean {
    return session.revokedAt === null && session.expiresAt > this.scheduler.now;
  }

  /** What the session was called when it was shown to a tab: each session has its own first name. */
  sessionOf(user: User): ServerSession | undefined {
    return this.sessions.get((user.firstName ?? '').slice(PERSONAL.length + 1));
  }

  handle(request: ServerRequest): ServerResponse {
    const { path, body, bearer } = request;
    if (path.endsWith('/otp/send'))
      return { status: 200, body: { methodId: this.sendCode(String(body['email'])) } };
    if (path.endsWith('/otp/verify')) return this.verify(body);
    if (path.endsWith('/session/refresh')) return this.refresh(request);
    if (path.endsWith('/logout')) return this.logout(request);
    if (path.endsWith('/session')) return this.found();
    if (path.endsWith('/data')) return this.data(bearer);
    return refuse(404, 'Not found', 'route_not_found');
  }

  revoke(
    session: ServerSession,
    revokedBy: ServerSession['revokedBy'],
    request: ServerRequest | null = null,
  ): void {
    if (session.revokedAt !== null) return;
    session.revokedAt = this.scheduler.now;
    session.revokedBy = revokedBy;
    this.onRevoked(session, request);
  }

  /** The session that a revocation was asked for with: by ticket, or by token. */
  namedBy({ body, bearer }: ServerRequest): ServerSession | undefined {
    const ticket = body['ticket'];
    if (typeof ticket !== 'string') return this.byToken(bearer);
    const [, , , , id = ''] = ticket.split('.');
    return this.sessions.get(id);
  }

  private verify(body: ServerRequest['body']): ServerResponse {
    const sent = this.codes.get(String(body['methodId']));
    if (!sent || sent.used || sent.code !== body['code'])
      return refuse(401, 'Code refused', 'code_refused');
    sent.used = true;
    this.last += 1;
    const id = `session-${this.last}`;
    const now = this.scheduler.now;
    const session: ServerSession = {
      id,
      methodId: String(body['methodId']),
      user: {
        id: `user-${sent.email.length}-${sent.email.at(-1)}`,
        email: sent.email,
        emailVerified: true,
        firstName: `${PERSONAL}-${id}`,
        createdAt: seconds(now),
      },
      token: `${CREDENTIAL}-token-${this.random.hex(16)}`,
      startedAt: now,
      expiresAt: seconds(now + this.lifetime) * 1_000,
      revokedAt: null,
      revokedBy: null,
    };
    this.sessions.set(id, session);
    this.cookie = session;
    this.tokens.set(session.token, session);
    return { status: 200, body: this.grant(session) };
  }

  private refresh(request: ServerRequest): ServerResponse {
    const token = request.bearer ?? '';
    const session = this.byToken(token);
    const spentBy = this.spent.get(token);
    if (session && this.isActive(session) && spentBy && spentBy !== request) {
      this.onReused(session, spentBy, request);
      this.revoke(session, 'reuse', request);
    }
    if (!session || !this.isActive(session)) return refuse(401, 'Session ended', 'session_ended');
    if (this.rotates && !spentBy) this.rotate(session, request);
    return { status: 200, body: this.grant(session) };
  }

  private rotate(session: ServerSession, request: ServerRequest): void {
    this.spent.set(session.token, request);
    session.token = `${CREDENTIAL}-token-${this.random.hex(16)}`;
    this.tokens.set(session.token, session);
    this.onRotated();
  }

  private logout(request: ServerRequest): ServerResponse {
    const { body, bearer } = request;
    const ticket = typeof body['ticket'] === 'string' ? body['ticket'] : null;
    if (ticket === null && bearer === null) return refuse(400, 'No session found', 'no_session');
    const [marker, ticketScope, , expires] = ticket?.split('.') ?? [TICKET];
    if (marker !== TICKET) return refuse(401, 'Ticket refused', 'ticket_refused');
    if (expires && Number(expires) <= seconds(this.scheduler.now))
      return refuse(401, 'Ticket expired', 'ticket_expired');
    const scope = ticket === null ? body['scope'] : ticketScope;
    const session = this.namedBy(request);
    // A dead session does not say whose other sessions to end.
    if (ticket === null && scope === 'everywhere' && !(session && this.isActive(session)))
      return refuse(401, 'Session ended', 'session_ended');
    if (session && scope === 'everywhere') this.revokeEverywhere(session.user.id, request);
    if (session) this.revoke(session, 'session', request);
    return { status: 200, body: { success: true } };
  }

  private revokeEverywhere(userId: string, request: ServerRequest): void {
    const age = typeof request.body['age'] === 'number' ? request.body['age'] : 0;
    const startedBy = seconds(this.scheduler.now) - age;
    for (const session of this.sessions.values())
      if (session.user.id === userId && seconds(session.startedAt) <= startedBy)
        this.revoke(session, 'everywhere', request);
  }

  /** Whose session this browser has, by its cookie. */
  private found(): ServerResponse {
    const { cookie } = this;
    return cookie && this.isActive(cookie)
      ? { status: 200, body: this.grant(cookie) }
      : refuse(401, 'No session found', 'no_session');
  }

  /** A route of the app's own API. */
  private data(bearer: string | null): ServerResponse {
    const session = this.byJwt(bearer ?? '');
    const isFresh = (this.jwts.get(bearer ?? '')?.expiresAt ?? 0) > this.scheduler.now;
    return session && isFresh && this.isActive(session)
      ? { status: 200, body: { of: session.id } }
      : refuse(401, 'Session ended', 'session_ended');
  }

  /** The session that a JWT was made for. */
  byJwt(jwt: string): ServerSession | undefined {
    return this.jwts.get(jwt)?.session;
  }

  /** The session that a token was given for, be it spent. */
  byToken(token: string | null): ServerSession | undefined {
    return this.tokens.get(token ?? '');
  }

  /** What it gives for a session, whether that lives or not. */
  grant(session: ServerSession): Grant {
    const { id, user, token, expiresAt } = session;
    const expires = seconds(expiresAt);
    const sessionJwt = `${CREDENTIAL}-jwt-${this.random.hex(16)}`;
    this.jwts.set(sessionJwt, { session, expiresAt: this.scheduler.now + this.jwtLifetime });
    return {
      user,
      sessionToken: token,
      sessionJwt,
      jwtExpiresAt: seconds(this.scheduler.now + this.jwtLifetime),
      expiresAt: expires,
      sessionId: id,
      issuedAt: seconds(this.scheduler.now),
      ...(this.setsCookie && { inCookie: true }),
      ...(this.givesTickets
        ? {
            ticket: `${TICKET}.session.${user.id}.${expires}.${id}`,
            everywhereTicket: `${TICKET}.everywhere.${user.id}.${expires}.${id}`,
          }
        : {}),
    };
  }
}
