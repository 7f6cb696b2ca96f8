import { type RawBuilder, sql } from 'kysely';
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

/** A count that is asked for. */
export interface Hit extends Counted {
  rule: LimitRule;
}

/** Counters in the database, shared by all instances. Each count is one statement. */
export class Limits {
  constructor(private readonly now: () => number) {}

  /**
   * Counts once for each: how often it happened in its window; or the seconds to wait when one of them may not happen
   * now, and then the caller's transaction must not be committed. One statement for all, as each costs as much.
   */
  async hit(
    db: Database,
    hits: readonly Hit[],
  ): Promise<{ counts: number[] } | { retryAfter: number }> {
    const now = this.now();
    const values = hits.map(({ key, subject, rule: { seconds } }) => {
      return { key, subject, count: 1, since: now, seconds, expires_at: now + 2 * seconds };
    });
    const max = perKey(hits, ({ max }) => max);
    const cap = perKey(hits, ({ seconds, capSeconds = seconds }) => capSeconds);
    // A window that begins in the future was written by a clock that has been put back since.
    const over = sql<boolean>`(limits.since > ${now} or limits.since + limits.seconds <= ${now})`;
    const usedUp = sql<boolean>`(limits.count >= ${max} and limits.since <= ${now} and limits.since + 2 * limits.seconds > ${now})`;
    const grown = sql<number>`case when not ${usedUp} then excluded.seconds when limits.seconds * 2 > ${cap} then ${cap} else limits.seconds * 2 end`;
    const rows = await db
      .insertInto('limits')
      .values(values)
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
      .returning(['key', 'count'])
      .execute();
    const counts = new Map(rows.map(({ key, count }) => [key, count]));
    const refused = hits.find(({ key }) => !counts.has(key));
    if (refused !== undefined) return { retryAfter: await this.wait(db, refused.key, now) };
    return { counts: hits.map(({ key }) => counts.get(key) ?? 0) };
  }

  /** Takes one count of each back: what was counted did not happen. */
  async refund(db: Database, keys: readonly string[]): Promise<void> {
    await db
      .updateTable('limits')
      .set({ count: sql<number>`limits.count - 1` })
      .where('key', 'in', keys)
      .where('count', '>', 0)
      .execute();
  }

  /** Forgets counters. */
  async forget(db: Database, keys: readonly string[]): Promise<void> {
    await db.deleteFrom('limits').where('key', 'in', keys).execute();
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

/** The number of a rule by the key of its row. Postgres would take a bare parameter for text. */
function perKey(hits: readonly Hit[], number: (rule: LimitRule) => number): RawBuilder<number> {
  const cases = hits.map(({ key, rule }) => sql`when ${key} then cast(${number(rule)} as integer)`);
  return sql<number>`(case limits.key ${sql.join(cases, sql` `)} end)`;
}
