export { CoverageReporter, CoverageReporter as default } from './coverage-reporter.js';
export type { ResultOfReporter } from './coverage-reporter.js';
export { moonKeyFixtures } from './fixtures.js';
export type {
  FixturesForExtend,
  MoonKeyFixtureOptions,
  MoonKeyFixtures,
  ServerFixture,
} from './fixtures.js';
export { keepSignedIn, restoreSignedIn } from './keep-signed-in.js';
export { keptSession } from './kept-session-fixture.js';
export type { CoverageReportOptions } from '../coverage/report-options.js';
