import type { Database } from './database/open-database.js';
import { ApiError } from './http/api-error.js';
import type { FactorBody, SessionBody } from './http/schemas.js';
import type { Mailer } from './mail/mailer.js';
import type { Codes } from './stores/codes.js';
import type { SessionIdentifier, Sessions } from './stores/sessions.js';
import type { Users } from './stores/users.js';

/** What a verification takes. */
export interface Verification {
  methodId: string;
  code: string;
  /** Minutes; without it no session begins. */
  expiresIn: number | undefined;
  device: { user_agent: string; ip: string };
  /** A live session that gets the factor, instead of a new one. */
  renew: SessionIdentifier | undefined;
}

/** Why a verification was refused. */
export type Refusal = 'invalid_otp' | 'session_not_found' | 'session_of_other_user';

class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

/** Signing in by e-mail code: what ties users, codes, mail and sessions together. */
export class OneTimeCodes {
  constructor(
    private readonly db: Database,
    private readonly users: Users,
    private readonly codes: Codes,
    private readonly sessions: Sessions,
    private readonly mailer: Mailer,
    private readonly now: () => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Sends a code good for `expiresIn` minutes. Throws 429 `too_many_requests` and 503 `email_not_sent`. */
  async send(address: string, expiresIn: number) {
    const { email, status, created } = await this.users.findOrCreate(address);
    const issued = await this.codes.issue(email.id, expiresIn);
    if ('retryAfter' in issued) {
      throw new ApiError(
        429,
        'too_many_requests',
        `Too many codes for this address. Try again in ${issued.retryAfter} seconds.`,
        issued.retryAfter,
      );
    }
    try {
      await this.mailer.send({
        to: email.email,
        methodId: email.id,
        sentAt: this.now(),
        ...issued,
      });
    } catch (error) {
      await this.codes.withdraw(email.id, issued.code);
      this.onError(error);
      throw new ApiError(503, 'email_not_sent', 'The e-mail could not be sent. Try again later.');
    }
    return { user_id: email.user_id, email_id: email.id, status, user_created: created };
  }

  /** Uses a code. The code and the session it begins are committed together or not at all. */
  async verify({ methodId, code, expiresIn, device, renew }: Verification) {
    const renewed = renew && (await this.sessions.find(renew));
    if (renew !== undefined && renewed === undefined) return 'session_not_found';
    const hash = await this.codes.guess(methodId, code);
    if (hash === undefined) return 'invalid_otp';
    try {
      const { userId, session, token } = await this.db
        .transaction()
        .execute(async (transaction) => {
          if (!(await this.codes.consume(transaction, methodId, hash)))
            throw new Refused('invalid_otp');
          const email = await this.users.markVerified(transaction, methodId);
          if (email === undefined) throw new Refused('invalid_otp');
          const userId = email.user_id;
          const factor: FactorBody = {
            delivery_channel: 'email',
            type: 'otp',
            method: {
              method_id: email.id,
              method_type: 'email',
              email_id: email.id,
              email: email.email,
              last_verified_at: email.last_verified_at,
            },
          };
          if (renewed !== undefined) {
            if (renewed.user_id !== userId) throw new Refused('session_of_other_user');
            const session = await this.sessions.renewFactor(
              transaction,
              renewed,
              factor,
              expiresIn,
            );
            if (session === undefined) throw new Refused('session_not_found');
            return { userId, session, token: session.session_token ?? '' };
          }
          if (expiresIn === undefined) return { userId, session: null, token: '' };
          return {
            userId,
            ...(await this.sessions.create(transaction, { userId, factor, device, expiresIn })),
          };
        });
      return {
        method_id: methodId,
        method_type: 'email' as const,
        user_id: userId,
        session,
        session_token: token,
        session_jwt: await this.jwt(session),
      };
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      throw error;
    }
  }

  private jwt(session: SessionBody | null): Promise<string> {
    return session === null ? Promise.resolve('') : this.sessions.jwt(session);
  }
}
