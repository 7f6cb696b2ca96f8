import type { AnyStateMachine } from 'xstate';
import { isMachine } from '../../inspect/xstate.js';
import { aText, createChecker, listOf, must, numberOf } from '../../options/index.js';

/** What a coverage reporter takes. */
export interface CoverageReportOptions {
  /**
   * Where the page goes; the SVG of each machine and the figures as JSON stand beside it. Default
   * `auth-coverage.html`.
   */
  readonly out?: string;
  /** The run fails where fewer transitions than so many percent of any machine were taken. Default 0. */
  readonly failUnder?: number;
  /**
   * Machines of your own: drawn also where nothing ran them, with better paths to what was missed. Others
   * are drawn when they are seen.
   */
  readonly machines?: readonly AnyStateMachine[];
}

/** Checks the options of a reporter. @throws ConfigurationError. */
export function checkReportOptions(caller: string, options: CoverageReportOptions): void {
  createChecker(caller).check(options, {
    out: must(
      (value) => aText(value) === null && String(value).endsWith('.html'),
      'must be the path of an .html file',
    ),
    failUnder: numberOf('percent', 0, 100),
    machines: listOf(must(isMachine, 'must be an XState v5 machine')),
  });
}
