import { isAmong } from '../database/is-among.js';
import type { Database } from '../database/open-database.js';
import type { SessionRow } from '../database/tables.js';
import type { DatabaseOptions } from '../options.js';

/** Seconds for which a session that was seen is not written again. */
const interval = 60;
const flushMs = 500;
/** How many sessions one statement marks at most: others wait for it where there is one writer. */
const size = 256;

/**
 * When sessions were last active. It is written at most once a minute for each, many at a time and half a second later,
 * so that verifying a session waits for no write. What a killed process had not written yet is lost.
 */
export class Activity {
  private readonly pending = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;
  private flushing: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly kind: DatabaseOptions['kind'],
    private readonly onError: (error: unknown) => void,
  ) {}

  /** The row of a session that is seen now (Unix seconds), marked active. */
  mark(row: SessionRow, now: number): SessionRow {
    const known = this.known(row);
    if (now - known.last_active_at < interval) return known;
    this.pending.set(row.id, now);
    this.timer ??= setTimeout(() => void this.flush().catch(this.onError), flushMs).unref();
    return this.known(row);
  }

  /** The row with what is not written yet. */
  known(row: SessionRow): SessionRow {
    const at = this.pending.get(row.id);
    if (at === undefined || at <= row.last_active_at) return row;
    return { ...row, last_active_at: at, updated_at: Math.max(row.updated_at, at) };
  }

  /** Writes what is not written yet. Rejects when the database does not take it; then it is forgotten. */
  async flush(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    await this.flushing?.catch(() => undefined);
    this.flushing = this.write([...this.pending]).finally(() => (this.flushing = undefined));
    await this.flushing;
  }

  private async write(marks: readonly (readonly [string, number])[]): Promise<void> {
    try {
      const moments = new Set(marks.map(([, at]) => at));
      for (const moment of moments)
        await this.writeAt(
          moment,
          marks.filter(([, at]) => at === moment).map(([id]) => id),
        );
    } finally {
      for (const [id, at] of marks) if (this.pending.get(id) === at) this.pending.delete(id);
    }
  }

  private async writeAt(at: number, ids: readonly string[]): Promise<void> {
    for (let start = 0; start < ids.length; start += size)
      await this.db
        .updateTable('sessions')
        .set({ last_active_at: at, updated_at: at })
        .where(isAmong(this.kind, 'id', ids.slice(start, start + size)))
        .where('last_active_at', '<', at)
        .execute();
  }
}
