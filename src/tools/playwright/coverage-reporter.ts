import type { RunCoverage } from '../../testing/run/index.js';
import { mergeRuns } from '../../testing/run/index.js';
import { coverageAttachment } from '../../testing/playwright/attach-coverage.js';
import { isRun } from '../coverage/read-run.js';
import type { CoverageReportOptions } from '../coverage/report-options.js';
import { checkReportOptions } from '../coverage/report-options.js';
import { writeReport } from '../coverage/write-report.js';

/** The part of a Playwright test's result that the reporter uses. */
export interface ResultOfReporter {
  readonly attachments: readonly { readonly name: string; readonly body?: Uint8Array }[];
}

/**
 * A Playwright reporter that draws which states and transitions of which XState machines a run took, and
 * which facts of auth paths with which outcome: in every worker, merged. The app says `coverPage()`.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * // playwright.config.ts
 * export default defineConfig({
 *   reporter: [['list'], ['@moon-key/react-auth/playwright', { failUnder: 40 }]],
 * })
 * ```
 */
export class CoverageReporter {
  readonly #runs: RunCoverage[] = [];
  readonly #options: CoverageReportOptions;

  constructor(given: CoverageReportOptions = {}) {
    // Playwright adds fields of its own, such as `configDir`.
    const { out, failUnder, machines } = given;
    this.#options = {
      ...(out !== undefined && { out }),
      ...(failUnder !== undefined && { failUnder }),
      ...(machines !== undefined && { machines }),
    };
    checkReportOptions('CoverageReporter', this.#options);
  }

  /** Keeps what a test took. */
  onTestEnd(_test: unknown, { attachments }: ResultOfReporter): void {
    for (const { name, body } of attachments) {
      if (name !== coverageAttachment || !body) continue;
      const told: unknown = JSON.parse(new TextDecoder().decode(body));
      if (isRun(told)) this.#runs.push(told);
    }
  }

  /** Writes the report; where too little was taken, the run has failed. */
  async onEnd(): Promise<{ status: 'failed' } | undefined> {
    const { lines, isEnough } = await writeReport(mergeRuns(this.#runs), this.#options);
    // Standard output may be another reporter's, such as JSON.
    console.error(['', 'Statecharts', ...lines.map((line) => `  ${line}`)].join('\n'));
    return isEnough ? undefined : { status: 'failed' };
  }

  /** Tells Playwright that another reporter must list the tests. */
  printsToStdio(): boolean {
    return false;
  }
}
