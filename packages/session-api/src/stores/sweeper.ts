import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import type { Database } from '../database/open-database.js';

const intervalSeconds = 60;
const batch = 1_000;
const minPauseMs = 10;
const hour = 3600;
const day = 24 * hour;
/** What expired is kept for a while: a clock that is put right brings it back. */
const grace = hour;
const neverUsedFor = 7 * day;
/** A clock that has gone on by more than this since the last sweep is watched for an hour before it is believed. */
const plausibleJump = 7 * day;
const watchMs = hour * 1000;

const mark = 'sweep';

/**
 * Removes what has expired, and users who were sent a code and never came. Begins at most once a minute, after a
 * request that wrote, and goes on in batches until nothing is left; between two it rests for as long as one took.
 * There is no timer, so an idle service stays idle and a process that is done can end.
 */
export class Sweeper {
  private last = Number.NEGATIVE_INFINITY;
  private running: Promise<void> | undefined;
  private doubtfulSince: number | undefined;
  private stopped = false;

  constructor(
    private readonly db: Database,
    private readonly now: () => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Starts a sweep when one is due; never waits, never throws. */
  nudge(): void {
    const now = this.now();
    const due = now - this.last >= intervalSeconds || now < this.last;
    if (!due || this.stopped || this.running !== undefined) return;
    this.last = now;
    this.running = this.sweep(now)
      .catch(this.onError)
      .finally(() => (this.running = undefined));
  }

  /** Begins no other batch; resolves when the last one is done. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running;
  }

  private async sweep(now: number): Promise<void> {
    if (!(await this.believes(now))) return;
    for (const remove of removals) {
      for (let removed = batch; removed >= batch && !this.stopped;) {
        const began = performance.now();
        removed = await remove(this.db, now);
        if (removed >= batch) await delay(Math.max(minPauseMs, performance.now() - began));
      }
    }
  }

  private async believes(now: number): Promise<boolean> {
    const row = await this.db
      .selectFrom('limits')
      .select('since')
      .where('key', '=', mark)
      .executeTakeFirst();
    if (row !== undefined && now - row.since > plausibleJump) {
      this.doubtfulSince ??= performance.now();
      if (performance.now() - this.doubtfulSince < watchMs) return false;
    }
    this.doubtfulSince = undefined;
    const values = {
      subject: '',
      count: 0,
      since: now,
      seconds: 0,
      expires_at: now + 1000 * 365 * day,
    };
    await this.db
      .insertInto('limits')
      .values({ key: mark, ...values })
      .onConflict((conflict) => conflict.column('key').doUpdateSet(values))
      .execute();
    return true;
  }
}

/** Removes a batch of the rows of a table that have run out; `key` names them. Gives how many. */
const removeExpired =
  (table: 'sessions' | 'codes' | 'limits', key: 'id' | 'key') =>
  async (db: Database, now: number): Promise<number> => {
    const [rows, name] = [sql.table(table), sql.ref(key)];
    const expired = sql`select ${name} from ${rows} where expires_at <= ${now - grace} limit ${batch}`;
    const { numAffectedRows = 0n } =
      await sql`delete from ${rows} where ${name} in (${expired})`.execute(db);
    return Number(numAffectedRows);
  };

function removeNeverUsed(db: Database, now: number): Promise<number> {
  return db.transaction().execute(async (transaction) => {
    const never = transaction
      .selectFrom('users')
      .select('id')
      .where('provisional', '=', 1)
      .where('updated_at', '<=', now - neverUsedFor)
      .limit(batch);
    const users = await transaction
      .deleteFrom('users')
      .where('id', 'in', never)
      .where('provisional', '=', 1)
      .returning('id')
      .execute();
    if (users.length === 0) return 0;
    const ids = users.map(({ id }) => id);
    const emails = await transaction
      .deleteFrom('emails')
      .where('user_id', 'in', ids)
      .returning('id')
      .execute();
    const emailIds = emails.map(({ id }) => id);
    if (emailIds.length === 0) return users.length;
    await transaction.deleteFrom('codes').where('email_id', 'in', emailIds).execute();
    await transaction.deleteFrom('limits').where('subject', 'in', emailIds).execute();
    return users.length;
  });
}

const removals = [
  removeExpired('sessions', 'id'),
  removeExpired('codes', 'id'),
  removeExpired('limits', 'key'),
  removeNeverUsed,
];
