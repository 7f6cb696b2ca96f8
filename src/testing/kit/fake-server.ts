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

interface FakeServerOptions {
  readonly users: readonly User[];
  readonly sessionLifetime: number;
  readonly jwtLifetime: number;
  readonly now: () => number;
}

/** The sessions behind a fake backend, in memory. */
export function createFakeServer({ users, sessionLifetime, jwtLifetime, now }: FakeServerOptions) {
  const sessions = new Map<string, Session>();
  const tickets = new Set<string>();
  // Another fake server's ids must not be taken for this one's: a browser remembers which it has signed out.
  const name = randomId(globalThis.crypto);
  let made = 0;

  const seconds = () => Math.floor(now() / 1000);
  const all = () => [...sessions.values()];

  function grant({
    user,
    sessionId,
    sessionToken,
    ticket,
    everywhereTicket,
    expiresAt,
  }: Session): TokenGrant {
    made += 1;
    const sessionJwt = `fake.jwt.${made}`;
    const issuedAt = seconds();
    return {
      user,
      sessionId,
      sessionToken,
      sessionJwt,
      issuedAt,
      jwtExpiresAt: issuedAt + jwtLifetime,
      expiresAt,
      ticket,
      everywhereTicket,
    };
  }

  return {
    start(email: string): TokenGrant {
      made += 1;
      const session = {
        user: users.find((each) => each.email === email) ?? stranger(email),
        sessionId: `fake_id_${name}_${made}`,
        sessionToken: `fake_session_${made}`,
        ticket: `fake_ticket_${made}`,
        everywhereTicket: `fake_everywhere_${made}`,
        startedAt: now(),
        expiresAt: seconds() + sessionLifetime,
      };
      sessions.set(session.sessionToken, session);
      tickets.add(session.ticket).add(session.everywhereTicket);
      return grant(session);
    },
    refresh(sessionToken: string): TokenGrant {
      const session = sessions.get(sessionToken);
      if (!session || session.expiresAt <= seconds()) throw new BackendError(401, 'session_ended');
      return grant(session);
    },
    end(proof: RevocationProof): void {
      const named = all().find((each) =>
        'ticket' in proof
          ? [each.ticket, each.everywhereTicket].includes(proof.ticket)
          : each.sessionToken === proof.sessionToken,
      );
      if (!named) {
        // Who shows a ticket of a session that is gone has what they want.
        if ('ticket' in proof && !tickets.has(proof.ticket))
          throw new BackendError(401, 'ticket_refused');
        return;
      }
      const everywhere =
        'ticket' in proof ? proof.ticket !== named.ticket : proof.scope === 'everywhere';
      const asked = now() - ('ticket' in proof ? proof.age * 1000 : 0);
      for (const each of all())
        if (each === named || (everywhere && isOlder(each, named.user, asked)))
          sessions.delete(each.sessionToken);
    },
    knows: (email: string): boolean => users.some((each) => each.email === email),
    countOf: (email: string): number =>
      all().filter(({ user, expiresAt }) => user.email === email && expiresAt > seconds()).length,
    endAllOf(email: string): void {
      for (const each of all()) if (each.user.email === email) sessions.delete(each.sessionToken);
    },
  };
}

export type FakeServer = ReturnType<typeof createFakeServer>;

const isOlder = (session: Session, user: User, asked: number) =>
  session.user.id === user.id && session.startedAt <= asked;

function stranger(email: string): User {
  return { id: `user_${email.replace(/\W/g, '_')}`, email, createdAt: 1_700_000_000 };
}
