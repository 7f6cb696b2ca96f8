import type { User } from '../../machines/index.js';
import type { RevocationProof } from '../../services/backend.js';
import type { TokenGrant } from '../../wire/index.js';
import { BackendError } from '../../services/backend.js';
import { randomId } from '../../services/random-id.js';

interface Session {
  readonly user: User;
  readonly sessionId: string;
  readonly sessionToken: string;
  readonly ticket: string;
  readonly everywhereTicket: string;
  readonly startedAt: number;
  readonly expiresAt: number;
}

/** What a {@link FakeServer} is made of. */
export interface FakeServerOptions {
  readonly users: readonly User[];
  readonly sessionLifetime: number;
  readonly jwtLifetime: number;
  readonly now: () => number;
}

/** The sessions behind a fake backend, in memory. */
export class FakeServer {
  /** How long the JWTs of the next grants live, in seconds. */
  jwtLifetime: number;
  private readonly users: readonly User[];
  private readonly sessionLifetime: number;
  private readonly now: () => number;
  private readonly sessions = new Map<string, Session>();
  private readonly tickets = new Set<string>();
  // Another fake server's ids must not be taken for this one's: a browser remembers which it has signed out.
  private readonly name = randomId(globalThis.crypto);
  private made = 0;

  constructor({ users, sessionLifetime, jwtLifetime, now }: FakeServerOptions) {
    this.users = users;
    this.sessionLifetime = sessionLifetime;
    this.jwtLifetime = jwtLifetime;
    this.now = now;
  }

  /** Starts a session, of somebody who is made up where nobody has this address. */
  start(email: string): TokenGrant {
    const made = (this.made += 1);
    const session = {
      user: this.users.find((each) => each.email === email) ?? stranger(email),
      sessionId: `fake_id_${this.name}_${made}`,
      sessionToken: `fake_session_${made}`,
      ticket: `fake_ticket_${made}`,
      everywhereTicket: `fake_everywhere_${made}`,
      startedAt: this.now(),
      expiresAt: this.seconds() + this.sessionLifetime,
    };
    this.sessions.set(session.sessionToken, session);
    this.tickets.add(session.ticket).add(session.everywhereTicket);
    return this.grant(session);
  }

  /** A new JWT of a session that lives. */
  refresh(sessionToken: string): TokenGrant {
    const session = this.sessions.get(sessionToken);
    if (!session || session.expiresAt <= this.seconds())
      throw new BackendError(401, 'session_ended');
    return this.grant(session);
  }

  /** Ends the session that a proof names, or all of its user that had begun by then. */
  end(proof: RevocationProof): void {
    const named = this.namedBy(proof);
    if (!named) {
      // Who shows a ticket of a session that is gone has what they want.
      if ('ticket' in proof && !this.tickets.has(proof.ticket))
        throw new BackendError(401, 'ticket_refused');
      return;
    }
    const everywhere =
      'ticket' in proof ? proof.ticket !== named.ticket : proof.scope === 'everywhere';
    const asked = this.now() - ('ticket' in proof ? proof.age * 1000 : 0);
    for (const each of this.all())
      if (each === named || (everywhere && isOlder(each, named.user, asked)))
        this.sessions.delete(each.sessionToken);
  }

  /** Whether somebody with this address can sign in without signing up. */
  knows(email: string): boolean {
    return this.users.some((each) => each.email === email);
  }

  /** How many sessions of this person live. */
  countOf(email: string): number {
    const now = this.seconds();
    return this.all().filter(({ user, expiresAt }) => user.email === email && expiresAt > now)
      .length;
  }

  /** Ends all sessions of a person. */
  endAllOf(email: string): void {
    for (const each of this.all())
      if (each.user.email === email) this.sessions.delete(each.sessionToken);
  }

  private grant(session: Session): TokenGrant {
    const { user, sessionId, sessionToken, ticket, everywhereTicket, expiresAt } = session;
    this.made += 1;
    const issuedAt = this.seconds();
    return {
      user,
      sessionId,
      sessionToken,
      sessionJwt: `fake.jwt.${this.made}`,
      issuedAt,
      jwtExpiresAt: issuedAt + this.jwtLifetime,
      expiresAt,
      ticket,
      everywhereTicket,
    };
  }

  private namedBy(proof: RevocationProof): Session | undefined {
    return this.all().find((each) =>
      'ticket' in proof
        ? [each.ticket, each.everywhereTicket].includes(proof.ticket)
        : each.sessionToken === proof.sessionToken,
    );
  }

  private all(): Session[] {
    return [...this.sessions.values()];
  }

  private seconds(): number {
    return Math.floor(this.now() / 1000);
  }
}

const isOlder = (session: Session, user: User, asked: number) =>
  session.user.id === user.id && session.startedAt <= asked;

function stranger(email: string): User {
  return { id: `user_${email.replace(/\W/g, '_')}`, email, createdAt: 1_700_000_000 };
}
