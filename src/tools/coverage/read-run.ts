import { readFileSync } from 'node:fs';
import type { RunCoverage } from '../../testing/run/index.js';

/** Whether a value is the coverage of a run, as a reporter or `collectRun` gives it. */
export function isRun(value: unknown): value is RunCoverage {
  if (typeof value !== 'object' || value === null) return false;
  const { format, version, machines, facts } = value as Partial<RunCoverage>;
  return (
    format === 'moonkey-coverage' &&
    version === 1 &&
    Array.isArray(machines) &&
    typeof facts === 'object'
  );
}

/** Reads a file of coverage. @throws Error that names the file and says what is wrong. */
export function readRun(file: string): RunCoverage {
  const text = textOf(file);
  try {
    const value: unknown = JSON.parse(text);
    if (isRun(value)) return value;
  } catch (cause) {
    throw new Error(`"${file}" is no JSON.`, { cause });
  }
  throw new Error(`"${file}" is not what a coverage reporter or collectRun() wrote.`);
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new Error(`"${file}" cannot be read.`, { cause });
  }
}
