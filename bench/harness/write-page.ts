import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Measure } from './measure.js';
import { describe, judge } from './report.js';
import { targetsAfter } from './targets.js';

const START = '<!-- figures -->';
const END = '<!-- /figures -->';

/** What is to be put into the page. */
interface Run {
  readonly measures: readonly Measure[];
  /** Whether all that the list of targets tells of was measured: then nothing older stays in it. */
  readonly isWhole: boolean;
  readonly chromium: string;
  readonly repeat: number;
}

/** Replaces the figures in `docs/performance.md`: of what was measured, and of nothing else. */
export async function writePage(run: Run): Promise<void> {
  const file = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
  await writeFile(file, pageAfter(await readFile(file, 'utf8'), run, today()));
  spawnSync('npx', ['oxfmt', file], { stdio: 'inherit' });
}

/** The page with the figures of a run in it; each section says when, where and how often it was measured. */
export function pageAfter(text: string, run: Run, date: string): string {
  const [before, rest] = text.split(START);
  const [figures, after] = rest?.split(END) ?? [];
  if (before === undefined || figures === undefined || after === undefined)
    throw new Error(`docs/performance.md must hold ${START} and ${END}: the figures go between.`);
  const sections = new Map(
    figures
      .split(/^(?=### )/m)
      .map((section) => [titleOf(section), section.trim()] as const)
      .filter(([title]) => title !== ''),
  );
  const old = sections.get('Targets') ?? '';
  sections.delete('Targets');
  for (const measure of run.measures)
    sections.set(
      measure.title,
      [describe(measure), judge(measure.verdicts), `${date}. ${whereOf(run)}`].join('\n\n'),
    );
  const targets = targetsAfter(run.isWhole ? '' : old, run.measures, date);
  return [before + START, targets, ...sections.values(), END + after].join('\n\n');
}

const whereOf = ({ chromium, repeat }: Run) =>
  `Chromium ${chromium}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), --repeat ${repeat}.`;

const titleOf = (section: string) => /^### (.*)/.exec(section)?.[1] ?? '';

const today = () =>
  new Date().toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
