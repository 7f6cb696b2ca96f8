import { z } from 'zod';
import { fromEnvironment } from './environment.js';
import { ticketSecret } from './option-schemas.js';
import { parseOptions } from './parse-options.js';
import { createSealedTokens } from './sealed-tokens.js';
import { createTickets } from './tickets.js';

/** What {@link createRevocationTickets} takes. */
export interface RevocationTicketOptions {
  /**
   * Signs the tickets: random, at least 32 bytes. Several: the first signs, all verify. Default: the variable
   * `MOONKEY_TICKET_SECRET`, read at the first use.
   */
  readonly secret?: string | readonly string[] | undefined;
}

/** The session that tickets are for. */
export interface TicketedSession {
  /** Its public id. */
  readonly sessionId: string;
  readonly userId: string;
  /** When it ends, and the tickets with it: Unix seconds. */
  readonly expiresAt: number;
  /** What only the server may read, and needs to revoke, such as another vendor's token: it is sealed (AES-GCM). */
  readonly token?: string;
}

/** What a ticket asks for. */
export interface TicketedRevocation {
  /** `everywhere`: this session, and those of the user that began by `askedAt`. */
  readonly scope: 'session' | 'everywhere';
  readonly sessionId: string;
  readonly userId: string;
  /** When the user asked: Unix seconds. */
  readonly askedAt: number;
  readonly token?: string;
}

/** Gives and reads tickets that can do nothing but revoke. */
export interface RevocationTickets {
  /** The two tickets of a session: spread them into its grant. */
  issue(session: TicketedSession): Promise<{ ticket: string; everywhereTicket: string }>;
  /**
   * What a revocation's proof asks for: the body that the browser has sent. Null for anything that is no
   * ticket of ours, or has expired: answer 401. Revoking must be idempotent.
   */
  read(proof: unknown): Promise<TicketedRevocation | null>;
}

const schema = z.strictObject({ secret: ticketSecret });
const session = z.strictObject({
  sessionId: z.string('must be a string').min(1, 'must not be empty').max(256, 'is too long'),
  userId: z.string('must be a string').min(1, 'must not be empty').max(256, 'is too long'),
  expiresAt: z.number('must be a number of Unix seconds').nonnegative('must not be negative'),
  token: z.string('must be a string').min(1, 'must not be empty').optional(),
});
const shown = z.object({ ticket: z.string().max(16_384), age: z.number().nonnegative().catch(0) });

/**
 * Makes the tickets of a backend of your own, as `createAuthHandler` makes its: a logout that finds the server
 * down is told later by ticket, without a token or a cookie.
 *
 * @throws ConfigurationError naming the option that is wrong.
 *
 * @example
 * ```ts
 * const tickets = createRevocationTickets({ secret: process.env.TICKET_SECRET });
 * const grant = { user, sessionId, expiresAt, ...(await tickets.issue({ sessionId, userId: user.id, expiresAt })) };
 * // POST /logout
 * const asked = await tickets.read(request.body);
 * if (asked) await sessions.delete(asked.sessionId);
 * ```
 */
export function createRevocationTickets(options: RevocationTicketOptions = {}): RevocationTickets {
  const { settle } = fromEnvironment(
    (given) => parseOptions('createRevocationTickets', schema, given),
    options,
    ['secret'],
  );
  let made: ReturnType<typeof make> | undefined;
  const parts = () => (made ??= make(settle().secret));

  return {
    async issue(given) {
      const { sessionId, userId, expiresAt, token } = parseOptions('issue', session, given);
      const { tickets, seals } = parts();
      const exp = Math.floor(expiresAt);
      const named = {
        sid: sessionId,
        uid: userId,
        exp,
        ...(token !== undefined && { sealed: await seals.seal({ token, sid: sessionId }, exp) }),
      };
      const [ticket, everywhereTicket] = await Promise.all([
        tickets.sign({ scope: 'session', ...named }),
        tickets.sign({ scope: 'everywhere', iat: Math.floor(Date.now() / 1000), ...named }),
      ]);
      return { ticket, everywhereTicket };
    },

    async read(proof) {
      const { tickets, seals } = parts();
      const { data } = shown.safeParse(proof);
      if (!data) return null;
      const check = await tickets.verify(data.ticket);
      if (!check.ok) return null;
      const { scope, sid, uid, sealed } = check.claims;
      const opened = sealed === undefined ? undefined : await seals.open(sealed);
      return {
        scope,
        sessionId: sid,
        userId: uid,
        askedAt: Math.floor(Date.now() / 1000) - data.age,
        ...(opened && { token: opened.token }),
      };
    },
  };
}

const make = (secrets: readonly [string, ...string[]]) => ({
  tickets: createTickets(secrets),
  seals: createSealedTokens(secrets),
});
