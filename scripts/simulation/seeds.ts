import { readFileSync } from 'node:fs';
import type { Edge } from '../../src/testing/simulation/index.js';

/** A seed that failed once: it is played for ever after. */
export interface FailedSeed {
  readonly seed: number;
  /** What went wrong, in one line. */
  readonly was: string;
  /** What happened at the edges of its world. Default: nothing. */
  readonly edges?: readonly Edge[];
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
