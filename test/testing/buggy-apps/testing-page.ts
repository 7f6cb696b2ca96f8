import { readFileSync } from 'node:fs';
import type { Caught } from './catch-mistakes.js';

interface CaughtRecord {
  readonly of: number;
  readonly caught: readonly Caught[];
}

/** What became of the recording of one app. */
interface Reproduced {
  readonly mistake: string;
  readonly recorded: number;
  readonly steps: number;
  readonly test: string;
}

const page = new URL('../../../docs/testing.md', import.meta.url);

/** Which path caught which mistake, as a table in Markdown. */
export function generateTestingTable(): string {
  const record = JSON.parse(
    readFileSync(new URL('./caught.json', import.meta.url), 'utf8'),
  ) as CaughtRecord;
  const rows = record.caught.map(
    ({ mistake, paths, complaint }) =>
      `| ${mistake} | ${paths[0]} | ${complaint} | ${paths.length} of ${record.of} |`,
  );
  const head = ['| an app that | is caught by | which says | and how many |', '|---|---|---|---|'];
  return [...head, ...rows, ''].join('\n');
}

/** Which recording became which test, as a table in Markdown under what it comes to. */
export function generateRecordingTable(): string {
  const file = new URL('../recording/reproduced.json', import.meta.url);
  const all = JSON.parse(readFileSync(file, 'utf8')) as readonly Reproduced[];
  const before = median(all.map(({ recorded }) => recorded));
  const after = median(all.map(({ steps }) => steps));
  return [
    `${all.length} of 12 happen again from their recording alone; a median of ${before} steps comes down to ${after}.`,
    '',
    '| an app that | steps recorded | steps needed | the test |',
    '|---|---|---|---|',
    ...all.map(
      ({ mistake, recorded, steps, test }) => `| ${mistake} | ${recorded} | ${steps} | ${test} |`,
    ),
    '',
  ].join('\n');
}

const median = (lengths: readonly number[]): number =>
  lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;

/** `docs/testing.md` with fresh tables. */
export async function testingPage(): Promise<string> {
  const tables = { caught: generateTestingTable(), reproduced: generateRecordingTable() };
  return Object.entries(tables).reduce(replaceTable, readFileSync(page, 'utf8'));
}

function replaceTable(text: string, [name, table]: readonly [string, string]): string {
  const between = new RegExp(`(<!-- ${name}: [^>]*-->\\n)[^]*?(<!-- /${name} -->)`);
  if (!between.test(text)) throw new Error(`docs/testing.md has lost the marks of "${name}".`);
  return text.replace(between, (_, start: string, end: string) => `${start}${table}${end}`);
}
