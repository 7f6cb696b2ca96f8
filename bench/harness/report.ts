import type { Measure, Verdict } from './measure.js';
import { format, summarize } from './statistics.js';

/** A table as Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map((_, column) => (column === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n');

/** One measure as Markdown: good to read on a terminal too. */
export function describe({ title, series, notes }: Measure): string {
  const rows = series.map((each) => {
    const { count, min, median, p95 } = summarize(each);
    const figures = count > 1 ? [min, median, p95].map(format) : ['', format(median), ''];
    return [each.name, each.unit, String(count), ...figures];
  });
  return [
    `### ${title}`,
    ...(rows.length > 0 ? [table(['', 'unit', 'n', 'min', 'median', 'p95'], rows)] : []),
    ...notes,
  ].join('\n\n');
}

/** The targets, and whether they were reached. */
export function judge(verdicts: readonly Verdict[]): string {
  return table(
    ['claim', 'target', 'measured', ''],
    verdicts.map(({ claim, target, figure, passed }) => [
      claim,
      target,
      figure,
      passed ? 'pass' : '**MISSED**',
    ]),
  );
}
