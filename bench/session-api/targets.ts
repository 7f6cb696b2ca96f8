import { atLeast, atMost, type Verdict } from '../harness/measure.js';
import type { Column, RowName } from './column.js';
import { cpuOf } from './table.js';

/**
 * Processor time of a row as a multiple of the bare route's, the cheapest of the run: it means about the same on every
 * machine.
 */
export type Baseline = Readonly<Record<RowName, number>>;

const bounds: readonly { row: RowName; claim: string; bound: number }[] = [
  { row: 'token', claim: 'verify by token, of sessions that come again', bound: 0.3 },
  { row: 'jwt', claim: 'verify by JWT, of sessions that come again', bound: 0.3 },
  { row: 'once', claim: 'verify by token, of sessions that come once', bound: 1 },
  { row: 'refresh', claim: '`/session/refresh`, service and handler together', bound: 0.35 },
  { row: 'logout', claim: '`/logout`, service and handler together', bound: 0.6 },
];

/** The processor time of each row as a share of the baseline's. `bare` is {@link bareCpu} of the run. */
export function againstBaseline(
  where: string,
  column: Column,
  bare: number,
  baseline: Baseline | undefined,
): Verdict[] {
  if (baseline === undefined) return [];
  return bounds.map(({ row, claim, bound }) =>
    atMost(`${where}: CPU of ${claim}`, cpuOf(column, row) / bare / baseline[row], bound),
  );
}

const names = { token: 'verify (again)', once: 'verify (each once)', delete: 'delete' };

/** How much slower a million sessions are than a thousand, by processor time. */
export function acrossSizes(where: string, small: Column, large: Column): Verdict[] {
  return (['token', 'once', 'delete'] as const).map((row) =>
    atMost(
      `${where}: CPU of ${names[row]}, to that with 1 thousand`,
      cpuOf(large, row) / cpuOf(small, row),
      1.3,
    ),
  );
}

/** What is compared with the code before in the same run. */
export const ratesOf = ['token', 'jwt'] as const;

/** Requests a second of sessions that come again, to those of the code before, measured right after. */
export function faster(
  where: string,
  now: Pick<Column, (typeof ratesOf)[number]>,
  before: Pick<Column, (typeof ratesOf)[number]>,
): Verdict[] {
  return ratesOf.map((row) =>
    atLeast(
      `${where}: requests/s of verify by ${row}, to the code before`,
      now[row].perSecond / before[row].perSecond,
      4,
    ),
  );
}

/** The 99th percentile to the median. */
export function tails(where: string, column: Column): Verdict[] {
  return (['token', 'jwt', 'refresh', 'logout'] as const).map((row) =>
    atMost(`${where}: p99 to p50 of ${row}`, column[row].p99 / column[row].p50, 5),
  );
}

/** The processor time of the bare route, the least of a run. */
export const bareCpu = (columns: readonly Column[]): number =>
  Math.min(...columns.map((column) => cpuOf(column, 'bare')));

/** What a column's rows cost, as multiples of the bare route. */
export function multiples(column: Column, bare: number): Baseline {
  const names = Object.keys(column) as RowName[];
  return Object.fromEntries(names.map((row) => [row, cpuOf(column, row) / bare])) as Baseline;
}
