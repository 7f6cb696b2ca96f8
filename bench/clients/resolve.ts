import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Lets pages of this project import packages that are installed in another folder. */
export function resolveIn(folder: string, packages: readonly string[]): Plugin {
  const importer = join(folder, 'package.json');
  return {
    name: 'resolve-in-another-folder',
    enforce: 'pre',
    resolveId(source) {
      const isOne = packages.some((name) => source === name || source.startsWith(`${name}/`));
      return isOne ? this.resolve(source, importer, { skipSelf: true }) : null;
    },
  };
}
