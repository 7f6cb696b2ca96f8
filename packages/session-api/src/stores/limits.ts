import { sql } from 'kysely';
import type { Database } from '../database/open-database.js';

/** How often something may happen. */
export interface LimitRule {
  /** Times in one window. */
  max: number;
  /** Length of a window. */
  seconds: number;
  /** A window that was used up is followed by one twice as long, up to this. Default: it does not grow. */
  capSeconds?: number;
}

/** What is counted: `key` is unique, `subject` is the address it is about, deleted with it. */
export interface Counted {
  key: string;
  subject: string;
}

/** Counters in the database, shared by all instances. Each count is one statement. */
export class Limits {
  constructor(private readonly now: () => number) {}

  /** Counts once: how often it happened in this window, or the seconds to wait when it may not happen now. */
  async hit(
    db: Database,
    { key, subject }: Counted,
    { max, seconds, capSeconds = seconds }: LimitRule,
  ): Promise<{ count: number } | { retryAfter: number }> {
    const now = this.now();
    // A window that begins in the future was written by a clock that has been put back since.
    const over = sql<boolean>`(limits.since > ${now} or limits.since + limits.seconds <= ${now})`;
    const usedUp = sql<boolean>`(limits.count >= ${max} and limits.since <= ${now} and limits.since + 2 * limits.seconds > ${now})`;
    const grown = sql<number>`case when not ${usedUp} then ${seconds} when limits.seconds * 2 > ${capSeconds} then ${capSeconds} else limits.seconds * 2 end`;
    const row = await db
      .insertInto('limits')
      .values({ key, subject, count: 1, since: now, seconds, expires_at: now + 2 * seconds })
      .onConflict((conflict) =>
        conflict
          .column('key')
          .doUpdateSet({
            count: sql<number>`case when ${over} then 1 else limits.count + 1 end`,
            since: sql<number>`case when ${over} then ${now} else limits.since end`,
            seconds: sql<number>`case when ${over} then ${grown} else limits.seconds end`,
            expires_at: sql<number>`case when ${over} then ${now} + 2 * (${grown}) else limits.expires_at end`,
          })
          .where(sql<boolean>`(${over} or limits.count < ${max})`),
      )
      .returning('count')
      .executeTakeFirst();
    return row === undefined ? { retryAfter: await this.wait(db, key, now) } : row;
  }

  /** Takes one count back: what was counted did not happen. */
  async refund(db: Database, key: string): Promise<void> {
    await db
      .updateTable('limits')
      .set({ count: sql<number>`limits.count - 1` })
      .where('key', '=', key)
      .where('count', '>', 0)
      .execute();
  }

  /** Forgets a counter. */
  async forget(db: Database, key: string): Promise<void> {
    await db.deleteFrom('limits').where('key', '=', key).execute();
  }

  /** Whether a counter's window is open. */
  async has(db: Database, key: string): Promise<boolean> {
    const row = await db
      .selectFrom('limits')
      .select(['since', 'seconds'])
      .where('key', '=', key)
      .executeTakeFirst();
    return row !== undefined && row.since + row.seconds > this.now();
  }

  private async wait(db: Database, key: string, now: number): Promise<number> {
    const row = await db
      .selectFrom('limits')
      .select(['since', 'seconds'])
      .where('key', '=', key)
      .executeTakeFirst();
    return Math.max(1, row === undefined ? 1 : row.since + row.seconds - now);
  }
}
