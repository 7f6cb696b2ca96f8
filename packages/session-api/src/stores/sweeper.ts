import type { Database } from '../database/open-database.js';

const intervalSeconds = 60;
const rowsPerSweep = 500;
const codeWindowSeconds = 3600;

/**
 * Removes what has expired: at most 500 sessions and 500 codes, at most once a minute, after a request that wrote.
 * There is no timer, so an idle service stays idle and a process that is done can end.
 */
export class Sweeper {
  private last = Number.NEGATIVE_INFINITY;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly db: Database,
    private readonly now: () => number,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Starts a sweep when one is due; never waits, never throws. */
  nudge(): void {
    const now = this.now();
    if (now - this.last < intervalSeconds) return;
    this.last = now;
    this.running = this.sweep(now).catch(this.onError);
  }

  /** Resolves when no sweep is running. */
  settled(): Promise<void> {
    return this.running;
  }

  private async sweep(now: number): Promise<void> {
    const sessions = this.db
      .selectFrom('sessions')
      .select('id')
      .where('expires_at', '<=', now)
      .limit(rowsPerSweep);
    await this.db.deleteFrom('sessions').where('id', 'in', sessions).execute();
    // A code's row also carries the hourly send limit: it stays until that window is over.
    const codes = this.db
      .selectFrom('codes')
      .select('email_id')
      .where('expires_at', '<=', now)
      .where('window_started_at', '<=', now - codeWindowSeconds)
      .limit(rowsPerSweep);
    await this.db.deleteFrom('codes').where('email_id', 'in', codes).execute();
  }
}
