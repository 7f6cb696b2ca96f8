import { sql } from 'kysely';
import type { Database } from '../database/open-database.js';
import type { CodeLimits } from './code-limits.js';
import { type CodeHasher, newCode } from '../secrets.js';

const hour = 3600;

/** One-time codes: the newest per address is the only one that counts. */
export class Codes {
  constructor(
    private readonly db: Database,
    private readonly hasher: CodeHasher,
    private readonly limits: CodeLimits,
    private readonly now: () => number,
  ) {}

  /** A new code, or the seconds to wait. One statement decides, so requests at the same time share the limits. */
  async issue(
    emailId: string,
    expiresIn: number,
  ): Promise<{ code: string; expiresAt: number } | { retryAfter: number }> {
    const now = this.now();
    const code = newCode();
    const expiresAt = now + expiresIn * 60;
    const { resendAfter, sendsPerHour } = this.limits;
    const fresh = {
      code_hash: this.hasher.hash(emailId, code),
      attempts: 0,
      expires_at: expiresAt,
      sent_at: now,
    };
    const issued = await this.db
      .insertInto('codes')
      .values({ email_id: emailId, ...fresh, window_started_at: now, sends: 1 })
      .onConflict((conflict) =>
        conflict
          .column('email_id')
          .doUpdateSet({
            ...fresh,
            sends: sql<number>`case when codes.window_started_at <= ${now - hour} then 1 else codes.sends + 1 end`,
            window_started_at: sql<number>`case when codes.window_started_at <= ${now - hour} then ${now} else codes.window_started_at end`,
          })
          .where((where) =>
            where.and([
              where.or([
                where('codes.code_hash', 'is', null),
                where('codes.sent_at', '<=', now - resendAfter),
              ]),
              where.or([
                where('codes.window_started_at', '<=', now - hour),
                where('codes.sends', '<', sendsPerHour),
              ]),
            ]),
          ),
      )
      .returning('email_id')
      .executeTakeFirst();
    return issued === undefined
      ? { retryAfter: await this.wait(emailId, now) }
      : { code, expiresAt };
  }

  /** Takes a code back that could not be delivered, so that a new one can be asked for at once. */
  async withdraw(emailId: string, code: string): Promise<void> {
    await this.consume(this.db, emailId, this.hasher.hash(emailId, code));
  }

  /** Counts one guess. The code's stored hash when it was right: `consume` decides who may use it. */
  async guess(emailId: string, code: string): Promise<string | undefined> {
    const row = await this.db
      .updateTable('codes')
      .set({ attempts: sql<number>`attempts + 1` })
      .where('email_id', '=', emailId)
      .where('code_hash', 'is not', null)
      .where('attempts', '<', this.limits.attemptsPerCode)
      .where('expires_at', '>', this.now())
      .returning('code_hash')
      .executeTakeFirst();
    const hash = row?.code_hash ?? undefined;
    return hash !== undefined && this.hasher.matches(emailId, code, hash) ? hash : undefined;
  }

  /** Uses the code up; false when another request did so first. */
  async consume(db: Database, emailId: string, hash: string): Promise<boolean> {
    const row = await db
      .updateTable('codes')
      .set({ code_hash: null })
      .where('email_id', '=', emailId)
      .where('code_hash', '=', hash)
      .returning('email_id')
      .executeTakeFirst();
    return row !== undefined;
  }

  private async wait(emailId: string, now: number): Promise<number> {
    const row = await this.db
      .selectFrom('codes')
      .selectAll()
      .where('email_id', '=', emailId)
      .executeTakeFirst();
    if (row === undefined) return 1;
    const end =
      row.sends >= this.limits.sendsPerHour
        ? row.window_started_at + hour
        : row.sent_at + this.limits.resendAfter;
    return Math.max(1, end - now);
  }
}
