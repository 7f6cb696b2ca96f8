import { readFileSync } from 'node:fs';

/** A section of `docs/guides.md`, as somebody follows it. */
export interface Guide {
  readonly title: string;
  /** The packages that it has its reader install. */
  readonly packages: readonly string[];
  /** The files that it prints, by path. */
  readonly files: ReadonlyMap<string, string>;
  /** The other commands, in order. */
  readonly commands: readonly string[];
}

/** The sections of `docs/guides.md` by title. */
export function readGuides(): ReadonlyMap<string, Guide> {
  const page = readFileSync(new URL('../../../docs/guides.md', import.meta.url), 'utf8');
  const guides = page.split(/^## /m).slice(1).map(guideIn);
  return new Map(guides.map((guide) => [guide.title, guide]));
}

function guideIn(section: string): Guide {
  const lines = [...section.matchAll(/```sh\n([^]*?)```/g)].flatMap(([, text = '']) =>
    text.trim().split('\n'),
  );
  const packages = lines.flatMap((line) => {
    const [, list] = /^npm install (?:--save-dev )?(.*)$/.exec(line) ?? [];
    return list?.split(' ') ?? [];
  });
  const files = [...section.matchAll(/<!-- file: (\S+) -->\n+```\w+\n([^]*?)```/g)].map(
    ([, file = '', text = '']) => [file, text] as const,
  );
  return {
    title: section.slice(0, section.indexOf('\n')),
    packages,
    files: new Map(files),
    commands: lines.filter((line) => !line.startsWith('npm ') && !line.startsWith('cd ')),
  };
}
