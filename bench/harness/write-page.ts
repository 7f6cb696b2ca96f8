import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Measure, Verdict } from './measure.js';
import { describe, judge } from './report.js';

const START = '<!-- figures -->';
const END = '<!-- /figures -->';

/** Replaces the figures in `docs/performance.md`. */
export async function writePage(
  measures: readonly Measure[],
  verdicts: readonly Verdict[],
  chromium: string,
): Promise<void> {
  const file = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
  const text = await readFile(file, 'utf8');
  const [before, rest] = text.split(START);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/performance.md must hold ${START} and ${END}: the figures go between.`);
  const figures = [
    START,
    `Chromium ${chromium}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), shared with other work.`,
    '### Targets',
    judge(verdicts),
    ...measures.map(describe),
    END,
  ];
  await writeFile(file, before + figures.join('\n\n') + after);
  spawnSync('npx', ['oxfmt', file], { stdio: 'inherit' });
}
