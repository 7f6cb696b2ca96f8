import { expect, test } from 'vitest';
import { addTallies, formatSummary, tallyExit, tallyVitest } from '../../scripts/test/tally.js';

const report = { numPassedTests: 5, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };

test('a clean run counts its passed tests', () => {
  expect(tallyVitest(report, true)).toEqual({ passed: 5, failed: 0 });
});

test('skipped and unfinished tests count as failed', () => {
  const skipping = { ...report, numPendingTests: 2, numTodoTests: 1 };
  expect(tallyVitest(skipping, true)).toEqual({ passed: 5, failed: 3 });
});

test('an error outside of any test, no test at all, and a missing report each fail', () => {
  expect(tallyVitest(report, false)).toEqual({ passed: 5, failed: 1 });
  expect(tallyVitest({ ...report, numPassedTests: 0 }, true)).toEqual({ passed: 0, failed: 1 });
  expect(tallyVitest(undefined, true)).toEqual({ passed: 0, failed: 1 });
});

test('a failed test is counted once although the run also exits with an error', () => {
  expect(tallyVitest({ ...report, numFailedTests: 1 }, false)).toEqual({ passed: 5, failed: 1 });
});

test('the summary adds up commands and test runs', () => {
  const total = addTallies([tallyExit(true), tallyExit(false), tallyVitest(report, true)]);
  expect(formatSummary(total)).toBe('6 passed, 1 failed');
});
