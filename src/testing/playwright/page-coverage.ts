import type { BrowserContext, Page } from 'playwright-core';
import type { PageCoverage } from '../../inspect/coverage/cover-page.js';
import { coverageBinding } from '../../inspect/coverage/cover-page.js';
import { coveredMachines } from '../run/covered-machines.js';
import type { CoveredMachine } from '../run/run-coverage.js';

/** What the pages of a context take, as far as they tell: see `coverPage()`. */
export interface ContextCoverage {
  /** What one page took in all of its lives; all pages where none is named. */
  readonly machines: (page?: Page) => readonly CoveredMachine[];
}

const listening = new WeakMap<BrowserContext, ContextCoverage>();

/** Offers to the pages of a context to take their coverage. Pages that are open already have missed it. */
export async function listenToCoverage(context: BrowserContext): Promise<ContextCoverage> {
  const known = listening.get(context);
  if (known) return known;
  const lives = new Map<Page, Map<string, PageCoverage>>();
  const made: ContextCoverage = {
    machines: (page) =>
      [...lives]
        .filter(([each]) => page === undefined || each === page)
        .flatMap(([, of]) => [...of.values()])
        .flatMap(({ charts, coverage }) =>
          coveredMachines({ charts: () => charts, coverage: () => coverage }),
        ),
  };
  listening.set(context, made);
  await context.exposeBinding(coverageBinding, ({ page }, taken: PageCoverage) => {
    const of = lives.get(page) ?? new Map<string, PageCoverage>();
    of.set(taken.life, taken);
    lives.set(page, of);
  });
  return made;
}
