import type { AnyStateMachine } from 'xstate';
import type { Chart, ChartTransition } from '../chart/chart.js';
import { stateOf } from '../chart/chart.js';
import { chartOf } from '../chart/chart-of.js';
import { transitionLabel } from '../chart/arrows.js';
import type { Coverage } from './coverage.js';
import type { CoveredFact } from './fact-table.js';
import { factTable } from './fact-table.js';
import { escapeHtml } from './escape-html.js';
import { coveragePageCss, coveragePageScript } from './coverage-page.js';
import { summarizeCoverage } from './coverage-summary.js';
import { machineTest } from './machine-test.js';
import { pathTo } from './path-to.js';
import { toCoverageSvg } from './to-coverage-svg.js';

/** One machine of a coverage page. */
export interface MachineCoverage {
  /** The machine, or its chart as a coverage file holds it. */
  readonly machine: AnyStateMachine | Chart;
  readonly coverage: Coverage;
  /**
   * Writes the test that would take a transition; null where there is none. Default: the machine's
   * events in order, for Vitest.
   */
  readonly testFor?: (transitionId: string) => string | null;
  /** What `toCoverageSvg` drew, where it is there already: drawing takes its time. */
  readonly picture?: string;
}

/** What a coverage page says besides. */
export interface CoverageHtmlOptions {
  /** Default `What was taken`. */
  readonly title?: string;
  /** More to show under a machine's picture, as text: `facts: 12 of 25`. */
  readonly notes?: readonly string[];
  /** What happened to the app, and what came of it: a table below the machines. */
  readonly facts?: readonly CoveredFact[];
}

/**
 * Writes one page that needs no network: each machine drawn with what was taken and what was missed,
 * and for each missed transition a test that would take it, ready to copy.
 *
 * @throws Error (`code: 'missing_dependency'`) where elkjs is not installed.
 * @example
 * ```ts
 * const [coverage] = collector.coverage()
 * await writeFile('auth-coverage.html', await toCoverageHtml([{ machine: authMachine, coverage }]))
 * ```
 */
export async function toCoverageHtml(
  machines: readonly MachineCoverage[],
  { title = 'What was taken', notes = [], facts = [] }: CoverageHtmlOptions = {},
): Promise<string> {
  const parts = [
    ...(await Promise.all(machines.map(sectionOf))),
    ...(facts.length === 0 ? [] : [factTable(facts)]),
  ];
  const tests = Object.assign({}, ...parts.map((part) => part.tests)) as Record<string, string>;
  const data = JSON.stringify(tests).replaceAll('<', '\\u003c');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${coveragePageCss}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${notes.map((note) => `<p>${escapeHtml(note)}</p>`).join('\n')}
${parts.map((part) => part.html).join('\n')}
</main>
<dialog id="test" aria-labelledby="picked">
<h2 id="picked"></h2>
<pre tabindex="0" role="group" aria-label="The test"></pre>
<button type="button" id="copy">Copy as a test</button>
<button type="button" id="close">Close</button>
</dialog>
<script type="application/json" id="tests">${data}</script>
<script>${coveragePageScript}</script>
</body>
</html>
`;
}

async function sectionOf({
  machine,
  coverage,
  picture,
  testFor = (id: string) => testOf(machine, id),
}: MachineCoverage): Promise<{ html: string; tests: Record<string, string> }> {
  const chart = chartOf(machine);
  const { id: name } = chart.root;
  const { states, transitions, percent, missedTransitions } = summarizeCoverage(machine, coverage);
  const missed = chart.transitions.filter(({ id }) => missedTransitions.includes(id));
  const tests = Object.fromEntries(
    missed.map(({ id }) => [`${name}|${id}`, testFor(id) ?? 'Nothing leads here.']),
  );
  const row = (transition: ChartTransition): string =>
    `<li><button type="button" data-machine="${escapeHtml(name)}" data-missed="${escapeHtml(transition.id)}">${escapeHtml(`${stateOf(chart, transition.source)?.path ?? ''}: ${transitionLabel(transition)}`)}</button></li>`;
  const drawn = picture ?? (await toCoverageSvg(machine, coverage));
  const html = `<section data-machine="${escapeHtml(name)}">
<h2>${escapeHtml(name)}</h2>
<p><b>${percent} %</b> · ${transitions.taken} of ${transitions.all} transitions · ${states.taken} of ${states.all} states</p>
<div class="picture" tabindex="0" role="group" aria-label="The chart of ${escapeHtml(name)}">${drawn}</div>
${missed.length === 0 ? '<p>Nothing was missed.</p>' : `<h3>Missed: pick one for a test that takes it</h3>\n<ul>${missed.map(row).join('')}</ul>`}
</section>`;
  return { html, tests };
}

function testOf(machine: AnyStateMachine | Chart, transitionId: string): string | null {
  const path = pathTo(machine, transitionId);
  return path === null ? null : machineTest(chartOf(machine).root.id, path.start, path.steps);
}
