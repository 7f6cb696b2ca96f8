import { fileURLToPath } from 'node:url';
import type { RunCoverage } from '../../testing/run/index.js';
import { mergeRuns } from '../../testing/run/index.js';
import type { CoverageReportOptions } from '../coverage/report-options.js';
import { checkReportOptions } from '../coverage/report-options.js';
import { isRun } from '../coverage/read-run.js';
import { writeReport } from '../coverage/write-report.js';
import { metaKey } from './meta-key.js';

/** The part of Vitest that the reporter uses. */
export interface VitestOfReporter {
  readonly projects: readonly { readonly config: { readonly setupFiles: string[] } }[];
}

/** The part of a Vitest test module that the reporter uses. */
export interface TestModuleOfReporter {
  meta(): object;
}

/**
 * A Vitest reporter that draws which states and transitions of which XState machines a run took, and
 * which facts of auth paths with which outcome: in every worker, merged.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * // vitest.config.ts
 * export default defineConfig({
 *   test: { reporters: ['default', ['@moon-key/react-auth/vitest', { failUnder: 80 }]] },
 * })
 * ```
 */
export class CoverageReporter {
  constructor(private readonly options: CoverageReportOptions = {}) {
    checkReportOptions('CoverageReporter', options);
  }

  /** Has every worker collect. */
  onInit({ projects }: VitestOfReporter): void {
    const here = fileURLToPath(import.meta.url);
    const setup = here.replace(/coverage-reporter(\.[jt]s)$/, 'setup$1');
    for (const { config } of projects) config.setupFiles.push(setup);
  }

  /** Writes the report; where too little was taken, the process ends with 1. */
  async onTestRunEnd(modules: readonly TestModuleOfReporter[]): Promise<void> {
    const runs = modules.flatMap((module): RunCoverage[] => {
      const told = (module.meta() as Record<string, unknown>)[metaKey];
      return isRun(told) ? [told] : [];
    });
    const { lines, isEnough } = await writeReport(mergeRuns(runs), this.options);
    console.log(['', 'Statecharts', ...lines.map((line) => `  ${line}`)].join('\n'));
    if (!isEnough) process.exitCode = 1;
  }
}
