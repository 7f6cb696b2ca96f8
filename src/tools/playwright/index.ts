export { CoverageReporter, CoverageReporter as default } from './coverage-reporter.js';
export type { ResultOfReporter } from './coverage-reporter.js';
export type { CoverageReportOptions } from '../coverage/report-options.js';
