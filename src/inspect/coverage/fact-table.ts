import { escapeHtml } from './escape-html.js';

/** Something that happened to an app, and how often it came to what. */
export interface CoveredFact {
  readonly id: string;
  /** What happens, in words. */
  readonly label: string;
  /** How often it led where; none for what never happened. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** A test in which it happens, for what never did. */
  readonly test: string | null;
}

/** The facts of a run as a part of a coverage page, with the tests of those that were missed. */
export function factTable(facts: readonly CoveredFact[]): {
  html: string;
  tests: Record<string, string>;
} {
  const missed = facts.filter(isMissed);
  const html = `<section data-machine="facts">
<h2>What happened</h2>
<p>${facts.length - missed.length} of ${facts.length} facts happened.</p>
<div class="facts" tabindex="0" role="group" aria-label="The facts of the run"><table>
<thead><tr><th scope="col">fact</th><th scope="col">times</th><th scope="col">what came of it</th></tr></thead>
<tbody>
${facts.map(row).join('\n')}
</tbody>
</table></div>
</section>`;
  return {
    html,
    tests: Object.fromEntries(
      missed.map(({ id, test }) => [`facts|${id}`, test ?? 'Nothing leads here.']),
    ),
  };
}

function isMissed({ outcomes }: CoveredFact): boolean {
  return Object.keys(outcomes).length === 0;
}

function row(fact: CoveredFact): string {
  const { id, label, outcomes } = fact;
  const name = escapeHtml(label);
  const times = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const cells = isMissed(fact)
    ? [
        `<button type="button" class="missed" data-machine="facts" data-missed="${escapeHtml(id)}">${name}</button>`,
        '0',
        'never happened',
      ]
    : [name, String(times), escapeHtml(outcomesInWords(outcomes))];
  const [first = '', ...rest] = cells;
  return `<tr><th scope="row">${first}</th>${rest.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
}

function outcomesInWords(outcomes: CoveredFact['outcomes']): string {
  return Object.entries(outcomes)
    .toSorted(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${outcome} ×${count}`)
    .join(', ');
}
