import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One Vite alias: a package specifier, matched whole, and the source file it stands for. */
export interface SourceAlias {
  find: RegExp;
  replacement: string;
}

const root = new URL('../', import.meta.url);

/**
 * Vite aliases from every public specifier of this package to its source, read from the `paths` of
 * `tsconfig.json` so that the compiler and the bundler cannot disagree.
 */
export function sourceAliases(): SourceAlias[] {
  const tsconfig = JSON.parse(readFileSync(new URL('tsconfig.json', root), 'utf8')) as {
    compilerOptions: { paths: Record<string, string[]> };
  };
  return Object.entries(tsconfig.compilerOptions.paths).map(([specifier, [file = '']]) => ({
    find: new RegExp(`^${specifier.replaceAll(/[/.-]/g, '\\$&')}$`),
    replacement: fileURLToPath(new URL(file, root)),
  }));
}
