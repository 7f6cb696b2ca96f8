import type { WrittenPart } from '../replace-part.js';
import type { Reproduction } from './reproduction.js';

/** One safeguard, and what came of a recording made without it. */
export interface Recorded {
  readonly id: string;
  readonly safeguard: string;
  readonly invariant: string | null;
  /** How many facts the recording tells; null where no run went wrong. */
  readonly recorded: number | null;
  /** How many facts the shortest story has that goes wrong again; null where none does. */
  readonly facts: number | null;
  readonly told: string | null;
  /** Whether the shipped engine keeps its promises in that story. */
  readonly isKept: boolean;
}

/** Where they are kept. */
export const recordedFile = new URL('recorded.json', import.meta.url);

/** Where the table stands in docs/proof.md. */
export const recordedPart: WrittenPart = {
  begin: '<!-- recordings: written by `npm run mutate -- --record --write` -->',
  end: '<!-- end of recordings -->',
};

/** A row of the table. */
export function toRecorded(
  { id, safeguard }: { readonly id: string; readonly safeguard: string },
  found: Reproduction | null,
): Recorded {
  return {
    id,
    safeguard,
    invariant: found?.invariant ?? null,
    recorded: found?.recorded ?? null,
    facts: found?.shortest?.facts ?? null,
    told: found?.shortest?.told ?? null,
    isKept: found?.isKept ?? true,
  };
}

/** Whether it goes wrong again, and for want of the safeguard alone. */
export function happensAgain({ facts, isKept }: Recorded): boolean {
  return facts !== null && isKept;
}

/** How many go wrong again, and how long the stories are, in one sentence. */
export function summarizeRecorded(all: readonly Recorded[]): string {
  const again = all.filter(happensAgain);
  const medianOf = (length: (each: Recorded) => number | null) =>
    median(again.map((each) => length(each) ?? 0));
  return `Of ${all.length} engines, ${again.length} break the same promise again from their recording alone; a median of ${medianOf(({ recorded }) => recorded)} facts comes down to ${medianOf(({ facts }) => facts)}.`;
}

/** The sentence and the table, in Markdown. */
export function describeRecorded(all: readonly Recorded[]): string {
  const rows = all.map((each) => {
    const { safeguard, invariant, recorded, facts } = each;
    const promise = invariant === null ? '' : `\`${invariant}\``;
    return `| ${safeguard} | ${promise} | ${recorded ?? ''} | ${facts ?? ''} | ${storyOf(each)} |`;
  });
  return [
    summarizeRecorded(all),
    '',
    '| Safeguard taken away | Promise | Facts recorded | Facts needed | The shortest story |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function storyOf({ recorded, told, isKept }: Recorded): string {
  if (recorded === null) return 'no run went wrong';
  if (told === null) return 'does not happen again';
  return isKept ? told : `not counted, the shipped engine breaks a promise in it, too: ${told}`;
}

function median(lengths: readonly number[]): number {
  return lengths.toSorted((a, b) => a - b)[Math.floor(lengths.length / 2)] ?? 0;
}
