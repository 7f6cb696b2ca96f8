import type { Baseline } from './targets.js';

/**
 * What each row cost before the service was made fast, as a multiple of the bare route's processor time in the same run.
 * Written by `write-baseline.ts` from a checkout of commit c901748.
 */
export const baseline: Readonly<Record<string, Baseline>> = {};
