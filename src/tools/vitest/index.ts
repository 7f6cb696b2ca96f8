export { CoverageReporter, CoverageReporter as default } from './coverage-reporter.js';
export type { TestModuleOfReporter, VitestOfReporter } from './coverage-reporter.js';
export type { CoverageReportOptions } from '../coverage/report-options.js';
