import { readFileSync } from 'node:fs';

/** A code block of a guide. */
export interface Block {
  readonly language: string;
  readonly text: string;
}

/** The code blocks of a page of `docs/`, in order. */
export function blocksOf(page: string): Block[] {
  const text = readFileSync(new URL(`../../../docs/${page}`, import.meta.url), 'utf8');
  return [...text.matchAll(/```(\w+)\n([^]*?)```/g)].map(([, language = '', block = '']) => ({
    language,
    text: block,
  }));
}

/** The shell commands of a page, in order. */
export const commandsOf = (page: string): string[] =>
  blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ text }) => text.trim().split('\n'));

/** The files that a page shows: blocks that begin with a comment of their name. */
export function filesOf(page: string): Map<string, string> {
  return new Map(
    blocksOf(page).flatMap(({ text }) => {
      const name = /^\/\/ (\S+\.tsx?)\n/.exec(text)?.[1];
      return name === undefined ? [] : [[name, text] as const];
    }),
  );
}
