import type { Series } from './statistics.js';

/** A claim, and what came of it. */
export interface Verdict {
  readonly claim: string;
  readonly target: string;
  readonly figure: string;
  readonly passed: boolean;
}

/** What one part of the benchmark found. */
export interface Measure {
  readonly title: string;
  readonly series: readonly Series[];
  readonly verdicts: readonly Verdict[];
  readonly notes: readonly string[];
  /** Whether its verdicts are so many that the list of all targets leaves them to its own section. */
  readonly isApart?: boolean;
}

/** A verdict on a number with an upper bound. */
export function atMost(claim: string, value: number, bound: number, unit = '×'): Verdict {
  const show = (each: number) => `${each.toFixed(2)}${unit}`;
  return { claim, target: `≤ ${show(bound)}`, figure: show(value), passed: value <= bound };
}

/** A verdict on a number with a lower bound. */
export function atLeast(claim: string, value: number, bound: number, unit = '×'): Verdict {
  const show = (each: number) => `${each.toFixed(2)}${unit}`;
  return { claim, target: `≥ ${show(bound)}`, figure: show(value), passed: value >= bound };
}
