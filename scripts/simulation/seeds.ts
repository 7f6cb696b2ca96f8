import { readFileSync } from 'node:fs';

/** A seed that failed once: it is played for ever after. */
export interface FailedSeed {
  readonly seed: number;
  /** What went wrong, in one line. */
  readonly was: string;
}

/** Every seed that ever failed. */
export const failedSeeds = JSON.parse(
  readFileSync(new URL('failed-seeds.json', import.meta.url), 'utf8'),
) as readonly FailedSeed[];

/** A day's first seed: beyond the fixed ones, and far from those of every other day. */
export function firstSeedOf(day: Date): number {
  const date = day.toISOString().slice(2, 10).replaceAll('-', '');
  return Number(date) * 1_000;
}
