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

/** The file that begins with a comment of its name. */
export function fileOf(page: string, name: string): string {
  const file = blocksOf(page).find(({ text }) => text.startsWith(`// ${name}\n`));
  if (file === undefined) throw new Error(`docs/${page} shows no ${name}`);
  return file.text;
}
