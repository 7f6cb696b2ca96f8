import type { WrittenPart } from './replace-part.js';

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

/** Where the table stands in docs/proof.md. */
export const caughtPart: WrittenPart = {
  begin: '<!-- mutations: written by `npm run mutate -- --write` -->',
  end: '<!-- end of mutations -->',
};

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
