import type { Chart } from '../chart/chart.js';
import { collectCoverage } from './collect-coverage.js';
import type { Coverage } from './coverage.js';

/** The name under which a test's browser offers to take a page's coverage. */
export const coverageBinding = '__moonkeyCoverage';

/** What one life of a page has taken so far. */
export interface PageCoverage {
  /** A random id: a page that is loaded again has another one. */
  readonly life: string;
  readonly coverage: readonly Coverage[];
  readonly charts: readonly Chart[];
}

type Take = (taken: PageCoverage) => unknown;

/**
 * Hands what this page takes to the test that drives it: every XState machine that starts from now on.
 * Call it before anything else, in builds that are tested; where no test listens, it does nothing.
 *
 * @example
 * ```ts
 * // main.tsx, the first lines
 * import { coverPage } from '@moon-key/react-auth/inspect'
 *
 * if (import.meta.env.MODE === 'test') coverPage()
 * ```
 */
export function coverPage(): void {
  const take = (globalThis as { [coverageBinding]?: Take })[coverageBinding];
  if (typeof take !== 'function') return;
  const collector = collectCoverage(() => {
    if (isAsked) return;
    isAsked = true;
    queueMicrotask(tell);
  });
  const life = Math.random().toString(36).slice(2);
  let isAsked = false;
  function tell(): void {
    isAsked = false;
    take?.({ life, coverage: collector.coverage(), charts: collector.charts() });
  }
  collector.watchAll();
}
