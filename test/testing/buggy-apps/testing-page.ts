import { readFileSync } from 'node:fs';
import type { Caught } from './catch-mistakes.js';

interface CaughtRecord {
  readonly of: number;
  readonly caught: readonly Caught[];
}

const page = new URL('../../../docs/testing.md', import.meta.url);
const between = /(<!-- caught: [^>]*-->\n)[^]*?(<!-- \/caught -->)/;

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

/** `docs/testing.md` with a fresh table. */
export async function testingPage(): Promise<string> {
  const text = readFileSync(page, 'utf8');
  if (!between.test(text)) throw new Error('docs/testing.md has lost the marks of its table.');
  return text.replace(
    between,
    (_, start: string, end: string) => `${start}${generateTestingTable()}${end}`,
  );
}
