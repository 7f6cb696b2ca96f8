import { readFileSync, writeFileSync } from 'node:fs';

/** The page that the tables go into. */
export const proofFile = new URL('../../docs/proof.md', import.meta.url);

/** A part of docs/proof.md that a command writes. */
export interface WrittenPart {
  /** The line before it. */
  readonly begin: string;
  /** The line after it. */
  readonly end: string;
}

/** The page with another text in such a part. */
export function replacePart(page: string, { begin, end }: WrittenPart, text: string): string {
  const [before, rest] = page.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined)
    throw new Error(`docs/proof.md must have the lines ${begin} and ${end}.`);
  return `${before}${begin}\n\n${text}\n\n${end}${after}`;
}

/** Writes such a part of the page. */
export function writePart(part: WrittenPart, text: string): void {
  writeFileSync(proofFile, replacePart(readFileSync(proofFile, 'utf8'), part, text));
}
