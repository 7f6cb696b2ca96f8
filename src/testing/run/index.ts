export { collectRun } from './collect-run.js';
export type { RunCollector } from './collect-run.js';
export { mergeRuns } from './run-coverage.js';
export type { CoveredMachine, FactOutcomes, RunCoverage } from './run-coverage.js';
