import type { Measure } from './measure.js';
import { table } from './report.js';

const HEAD = ['claim', 'target', 'measured', '', 'on'];

/**
 * The list of all targets: what was measured now takes the place of what it was before, and what was not
 * stays as it was. A measure with a list of its own is not in it.
 *
 * @param old - The list so far, as Markdown.
 */
export function targetsAfter(old: string, measures: readonly Measure[], date: string): string {
  const rows = new Map(rowsOf(old).map((row) => [row[0], row]));
  for (const { verdicts, isApart } of measures)
    for (const { claim, target, figure, passed } of isApart ? [] : verdicts)
      rows.set(claim, [claim, target, figure, passed ? 'pass' : '**MISSED**', date]);
  return `### Targets\n\n${table(HEAD, [...rows.values()])}`;
}

/** The rows of a table, without its head. */
const rowsOf = (text: string) =>
  text
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    );
