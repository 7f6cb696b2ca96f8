import { type RawBuilder, sql } from 'kysely';
import type { DatabaseOptions } from '../options.js';
import { within } from '../within.js';
import type { Database } from './open-database.js';

const freshMs = 30_000;
const maxDriftMs = 2_000;
const readMs = 1_000;
const retryMs = 5_000;

/** The time that deadlines are made of and compared with. */
export interface ServiceClock {
  /** Unix seconds. */
  now(): number;
  /** Makes sure that `now` is right; waits for a second at most, and never rejects. */
  settle(): Promise<void>;
}

/** A clock of the caller's own, which needs no settling. `clock` gives milliseconds. */
export function givenClock(clock: () => number): ServiceClock {
  return { now: () => Math.floor(clock() / 1000), settle: () => Promise.resolve() };
}

/**
 * The database's clock, which all instances share: asked every half minute, and whenever this machine's own clocks
 * disagree (it slept, or its clock was put right); in between it goes on by the monotonic clock.
 */
export class DatabaseClock implements ServiceClock {
  private databaseAt = 0;
  private monotonicAt = Number.NEGATIVE_INFINITY;
  private wallAt = 0;
  private retryAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | undefined;

  constructor(
    private readonly db: Database,
    private readonly kind: DatabaseOptions['kind'],
  ) {}

  now(): number {
    return Math.floor((this.databaseAt + performance.now() - this.monotonicAt) / 1000);
  }

  async settle(): Promise<void> {
    const monotonic = performance.now();
    const passed = monotonic - this.monotonicAt;
    const drift = Math.abs(Date.now() - this.wallAt - passed);
    if ((passed < freshMs && drift < maxDriftMs) || monotonic < this.retryAt) return;
    this.reading ??= this.read().finally(() => (this.reading = undefined));
    await within(readMs, this.reading, () => undefined).catch(() => {
      this.retryAt = performance.now() + retryMs;
    });
  }

  /** Asks the database; rejects when it does not answer. */
  async read(): Promise<void> {
    const asked = performance.now();
    const { rows } = await timeIn(this.kind).execute(this.db);
    this.databaseAt = rows[0]?.ms ?? Date.now();
    this.monotonicAt = (asked + performance.now()) / 2;
    this.wallAt = Date.now();
  }
}

function timeIn(kind: DatabaseOptions['kind']): RawBuilder<{ ms: number }> {
  return kind === 'postgres'
    ? sql`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`
    : sql`select (julianday('now') - 2440587.5) * 86400000 as ms`;
}
