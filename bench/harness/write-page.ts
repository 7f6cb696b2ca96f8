import { spawnSync } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Measure } from './measure.js';
import { describe, judge } from './report.js';

const START = '<!-- figures -->';
const END = '<!-- /figures -->';

/** Replaces the figures in `docs/performance.md`: of what was measured, and of nothing else. */
export async function writePage(measures: readonly Measure[], chromium: string): Promise<void> {
  const file = fileURLToPath(new URL('../../docs/performance.md', import.meta.url));
  const text = await readFile(file, 'utf8');
  const [before, rest] = text.split(START);
  const [figures, after] = rest?.split(END) ?? [];
  if (before === undefined || figures === undefined || after === undefined)
    throw new Error(`docs/performance.md must hold ${START} and ${END}: the figures go between.`);
  const machine = `Chromium ${chromium}, Node ${process.versions.node}, ${cpus().length} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), shared with other work.`;
  const sections = new Map(
    figures.split(/^(?=### )/m).map((section) => [titleOf(section), section.trim()]),
  );
  for (const measure of measures) {
    const section = [describe(measure), judge(measure.verdicts), machine].join('\n\n');
    sections.set(titleOf(section), section);
  }
  await writeFile(file, [before + START, ...sections.values(), END + after].join('\n\n'));
  spawnSync('npx', ['oxfmt', file], { stdio: 'inherit' });
}

const titleOf = (section: string) => /^### (.*)/.exec(section)?.[1] ?? '';
