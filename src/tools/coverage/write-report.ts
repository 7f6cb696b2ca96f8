import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { chartOf } from '../../inspect/chart/chart-of.js';
import { summarizeCoverage } from '../../inspect/coverage/coverage-summary.js';
import type { CoveredFact } from '../../inspect/coverage/fact-table.js';
import { toCoverageHtml } from '../../inspect/coverage/to-coverage-html.js';
import { toCoverageSvg } from '../../inspect/coverage/to-coverage-svg.js';
import { factIds } from '../../testing/paths/index.js';
import type { RunCoverage } from '../../testing/run/index.js';
import type { AuthTests } from './auth-tests.js';
import { createAuthTests } from './auth-tests.js';
import type { DrawnMachine } from './machines-of-run.js';
import { machinesOfRun } from './machines-of-run.js';
import type { CoverageReportOptions } from './report-options.js';

/** What became of a report. */
export interface WrittenReport {
  /** What to tell whoever ran the tests. */
  readonly lines: readonly string[];
  /** Whether enough was taken of every machine. */
  readonly isEnough: boolean;
}

/** Writes what a run took: a page, a picture of each machine, and the figures for adding up later. */
export async function writeReport(
  run: RunCoverage,
  { out = 'auth-coverage.html', failUnder = 0, machines: named = [] }: CoverageReportOptions,
): Promise<WrittenReport> {
  const machines = machinesOfRun(run, named);
  const tests = createAuthTests();
  const page = resolve(out);
  const beside = page.replace(/\.html$/, '');
  await mkdir(dirname(page), { recursive: true });
  await writeFile(`${beside}.json`, `${JSON.stringify(run)}\n`);
  const pictures = new Set<string>();
  const sections = await Promise.all(
    machines.map(async ({ machine, coverage, isAuth }) => {
      const picture = await toCoverageSvg(machine, coverage);
      const file = pictureFile(beside, isAuth ? null : chartOf(machine).root.id, pictures);
      await writeFile(file, picture);
      return { machine, coverage, picture, ...(isAuth && { testFor: tests.ofTransition }) };
    }),
  );
  await writeFile(page, await toCoverageHtml(sections, { facts: factsOf(run, machines, tests) }));
  return tell(machines, page, failUnder);
}

/** The facts of the catalogue where any walk happened, and those of the app's own that did. */
function factsOf(
  { facts }: RunCoverage,
  machines: readonly DrawnMachine[],
  tests: AuthTests,
): readonly CoveredFact[] {
  if (Object.keys(facts).length === 0 || !machines.some(({ isAuth }) => isAuth)) return [];
  const ids = new Set<string>([...factIds, ...Object.keys(facts)]);
  return [...ids].flatMap((id) => {
    const outcomes = facts[id] ?? {};
    const test = facts[id] ? null : tests.ofFact(id);
    const isMissed = Object.keys(outcomes).length === 0;
    // Defects of the engine, which no app can cause, are in no generated path.
    return isMissed && test === null ? [] : [{ id, label: inWords(id), outcomes, test }];
  });
}

/** `clicksLogOut` as people read it: `clicks log out`. */
function inWords(id: string): string {
  return id.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

function pictureFile(beside: string, id: string | null, used: Set<string>): string {
  const name = id === null ? '' : `-${id.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}`;
  let file = `${beside}${name}.svg`;
  for (let again = 2; used.has(file); again += 1) file = `${beside}${name}-${again}.svg`;
  used.add(file);
  return file;
}

function tell(machines: readonly DrawnMachine[], page: string, failUnder: number): WrittenReport {
  const summaries = machines.map(({ machine, coverage }) => ({
    id: chartOf(machine).root.id,
    ...summarizeCoverage(machine, coverage),
  }));
  const poor = summaries.filter(({ percent }) => percent < failUnder);
  return {
    isEnough: poor.length === 0,
    lines: [
      ...summaries.map(
        ({ id, percent, transitions, states }) =>
          `${id}: ${percent} % · ${transitions.taken} of ${transitions.all} transitions · ${states.taken} of ${states.all} states`,
      ),
      page,
      ...poor.map(({ id, percent }) => `${id}: ${percent} % is under ${failUnder} %`),
    ],
  };
}
