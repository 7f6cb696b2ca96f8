import { clientName } from './client-name.js';
import type { Database } from './database/open-database.js';
import type { CodeRow, EmailRow } from './database/tables.js';
import { ApiError } from './http/api-error.js';
import type { FactorBody, SessionBody } from './http/schemas.js';
import type { CodeMessage, Mailer } from './mail/mailer.js';
import type { CodeLimiter } from './stores/code-limiter.js';
import type { Codes } from './stores/codes.js';
import type { SessionIdentifier, Sessions } from './stores/sessions.js';
import type { Users } from './stores/users.js';

/** The device that a request is for. */
export interface Device {
  user_agent: string;
  ip: string;
}

/** What a verification takes. */
export interface Verification {
  /** The id of the request for a code, or of the address. */
  methodId: string;
  code: string;
  /** Minutes; without it no session begins. */
  expiresIn: number | undefined;
  device: Device;
  /** Names of one live session that gets the factor, instead of a new one; none begins a new one. */
  renew: SessionIdentifier[];
}

/** Why a verification was refused. */
export type Refusal =
  | 'invalid_otp'
  | 'second_code_sent'
  | 'session_not_found'
  | 'session_of_other_user';

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

/** What signing in by e-mail code is made of. */
export interface CodeParts {
  db: Database;
  users: Users;
  codes: Codes;
  limiter: CodeLimiter;
  sessions: Sessions;
  mailer: Mailer;
  now: () => number;
}

/** Signing in by e-mail code: what ties users, codes, limits, mail and sessions together. */
export class OneTimeCodes {
  constructor(private readonly parts: CodeParts) {}

  /**
   * Sends a code good for `expiresIn` minutes to an address.
   * Throws 429 `too_many_requests` and 503 `email_not_sent`; neither counts as a code that was sent.
   */
  async send(email: EmailRow, expiresIn: number, device: Device): Promise<{ methodId: string }> {
    const { db, codes, limiter, mailer, now } = this.parts;
    const client = clientName(device.ip);
    const { id, code, expiresAt, counters } = await db
      .transaction()
      .execute(async (transaction) => {
        const known = await limiter.knows(transaction, email.id, client);
        const asked = await limiter.ask(transaction, email.id, { client, known });
        if ('retryAfter' in asked) throw tooMany(asked.retryAfter);
        return {
          ...asked,
          ...(await codes.issue(transaction, email.id, expiresIn, { client, known })),
        };
      });
    const message = { to: email.email, code, methodId: id, emailId: email.id, sentAt: now() };
    try {
      await mailer.send({ ...message, expiresAt, second: false });
    } catch (error) {
      await db.transaction().execute(async (transaction) => {
        await codes.withdraw(transaction, id);
        await limiter.undo(transaction, counters);
      });
      throw error;
    }
    return { methodId: id };
  }

  /** Uses a code. The code and the session it begins are committed together or not at all. */
  async verify(verification: Verification) {
    const { db, codes, limiter, sessions } = this.parts;
    const renewed = await this.sessionToRenew(verification.renew);
    if (renewed === 'session_not_found') return renewed;
    const client = clientName(verification.device.ip);
    const guess = await db.transaction().execute(async (transaction) => {
      const retryAfter = await limiter.guessOf(transaction, client);
      if (retryAfter !== undefined) throw tooMany(retryAfter);
      const request = await codes.guess(transaction, verification.methodId);
      return request && { request, guarded: await limiter.guessAt(transaction, request) };
    });
    if (guess === undefined) return 'invalid_otp';
    const { request, guarded } = guess;
    if (!codes.matches(request, verification.code)) return 'invalid_otp';
    if (guarded && request.confirmed === 0) return this.sendSecond(request, client);
    try {
      const { userId, isFirst, session, token } = await db
        .transaction()
        .execute((transaction) =>
          this.use(transaction, { request, client, renewed, verification }),
        );
      return {
        method_id: verification.methodId,
        method_type: 'email' as const,
        user_id: userId,
        user_created: isFirst,
        session,
        session_token: token,
        session_jwt: session === null ? '' : await sessions.freshJwt(session),
      };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      await limiter.right(db, request, client);
      return error.refusal;
    }
  }

  // All given names must be of one session.
  private async sessionToRenew(
    names: SessionIdentifier[],
  ): Promise<SessionBody | undefined | 'session_not_found'> {
    const found = await Promise.all(names.map((name) => this.parts.sessions.find(name)));
    const [first] = found;
    if (first === undefined) return names.length === 0 ? undefined : 'session_not_found';
    if (found.some((session) => session?.id !== first.id)) return 'session_not_found';
    return found.find((session) => session?.session_token !== undefined) ?? first;
  }

  private async sendSecond(request: CodeRow, client: string): Promise<Refusal> {
    const { db, users, codes, limiter, mailer, now } = this.parts;
    await limiter.right(db, request, client);
    const email = await users.address(request.email_id);
    const code = email && (await codes.confirm(db, request));
    if (email === undefined || code === undefined) return 'invalid_otp';
    const message = { to: email.email, code, methodId: request.id, emailId: email.id };
    const second: CodeMessage = {
      ...message,
      sentAt: now(),
      expiresAt: request.expires_at,
      second: true,
    };
    try {
      await mailer.send(second);
    } catch (error) {
      await codes.unconfirm(db, request);
      throw error;
    }
    return 'second_code_sent';
  }

  private async use(
    transaction: Database,
    { request, client, renewed, verification }: Use,
  ): Promise<{ userId: string; isFirst: boolean; session: SessionBody | null; token: string }> {
    const { users, codes, limiter, sessions } = this.parts;
    const { expiresIn, device } = verification;
    if (!(await codes.consume(transaction, request))) throw new Refused('invalid_otp');
    const marked = await users.markVerified(transaction, request.email_id);
    if (marked === undefined) throw new Refused('invalid_otp');
    const { email, isFirst } = marked;
    await limiter.right(transaction, request, client);
    await limiter.used(transaction, request);
    const userId = email.user_id;
    const factor = factorOf(email);
    if (renewed !== undefined) {
      if (renewed.user_id !== userId) throw new Refused('session_of_other_user');
      const session = await sessions.renewFactor(transaction, renewed, factor, expiresIn);
      if (session === undefined) throw new Refused('session_not_found');
      return { userId, isFirst, session, token: session.session_token ?? '' };
    }
    if (expiresIn === undefined) return { userId, isFirst, session: null, token: '' };
    const made = await sessions.create(transaction, { userId, factor, device, expiresIn });
    return { userId, isFirst, ...made };
  }
}

interface Use {
  request: CodeRow;
  client: string;
  renewed: SessionBody | undefined;
  verification: Verification;
}

function factorOf({ id, email, last_verified_at }: EmailRow): FactorBody {
  return {
    delivery_channel: 'email',
    type: 'otp',
    method: { method_id: id, method_type: 'email', email_id: id, email, last_verified_at },
  };
}

function tooMany(retryAfter: number): ApiError {
  return new ApiError(
    429,
    'too_many_requests',
    `Too many codes for this address, or of this client. Try again in ${retryAfter} seconds.`,
    retryAfter,
  );
}
