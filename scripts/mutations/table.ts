/** What became of one mutation. */
export interface Catch {
  readonly id: string;
  readonly safeguard: string;
  /** The first seed that notices; null when the mutation survives. */
  readonly seed: number | null;
  readonly invariant: string | null;
}

/** Where the first failing seeds are kept, for the tests to replay. */
export const caughtFile = new URL('caught.json', import.meta.url);

/** The page that the table goes into. */
export const proofFile = new URL('../../docs/proof.md', import.meta.url);

const BEGIN = '<!-- mutations: written by `npm run mutate -- --write` -->';
const END = '<!-- end of mutations -->';

/** The table of safeguards, in Markdown. */
export function describeCatches(catches: readonly Catch[]): string {
  const rows = catches.map(
    ({ safeguard, seed, invariant }) =>
      `| ${safeguard} | ${seed ?? 'none: it survives'} | ${invariant ? `\`${invariant}\`` : ''} |`,
  );
  return [
    '| Safeguard taken away | First failing seed | Invariant |',
    '| --- | --- | --- |',
    ...rows,
  ].join('\n');
}

/** The page with a new table in it. */
export function withTable(page: string, table: string): string {
  const [before, rest] = page.split(BEGIN);
  const after = rest?.split(END)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/proof.md must have the lines ${BEGIN} and ${END}.`);
  return `${before}${BEGIN}\n\n${table}\n\n${END}${after}`;
}
