import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { layers, type Layer } from './layers.js';
import { packageName, readImports, type ImportedModule } from './read-imports.js';

/** Lists every import under `<root>/src` that goes against {@link layers}, as `file:line message`. */
export function findViolations(root: string): string[] {
  const src = join(root, 'src');
  if (!existsSync(src)) return [];
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) =>
    /\.tsx?$/.test(file),
  );
  return files.toSorted().flatMap((file) => {
    const [folder = ''] = file.split(sep);
    const layer = layers[folder];
    if (layer === undefined) {
      return [`src/${file}:1 is in no known folder; add "${folder}" to scripts/imports/layers.ts`];
    }
    return readImports(file, readFileSync(join(src, file), 'utf8')).flatMap((imported) => {
      const problem = problemOf(imported, folder, layer, src, join(src, file));
      return problem === undefined ? [] : [`src/${file}:${imported.line} ${problem}`];
    });
  });
}

function problemOf(
  { specifier, typeOnly }: ImportedModule,
  folder: string,
  layer: Layer,
  src: string,
  file: string,
): string | undefined {
  if (specifier.startsWith('@moon-key/react-auth')) {
    return `imports its own package by name ("${specifier}"); use a relative path`;
  }
  if (specifier.startsWith('.'))
    return problemOfFile(specifier, typeOnly, folder, layer, src, file);
  if (typeOnly) return undefined;
  if (specifier.startsWith('node:')) {
    const runsInBrowser = layer.browser && !/(^|[\\/])bin(\.ts|[\\/])/.test(relative(src, file));
    return runsInBrowser ? `imports "${specifier}", which no browser has` : undefined;
  }
  const name = packageName(specifier);
  if (layer.packages === undefined || layer.packages.includes(name)) return undefined;
  return `imports "${specifier}"; ${folder} may import ${layer.packages.join(', ') || 'no package'}`;
}

function problemOfFile(
  specifier: string,
  typeOnly: boolean,
  folder: string,
  layer: Layer,
  src: string,
  file: string,
): string | undefined {
  const path = relative(src, resolve(dirname(file), specifier));
  if (path.startsWith('..')) return `imports "${specifier}", which is outside of src`;
  const [target = ''] = path.split(sep);
  if (target === folder || layer.folders.includes(target)) return undefined;
  if (!layer.typesOf.includes(target))
    return `imports "${specifier}"; ${folder} must not depend on ${target}`;
  return typeOnly
    ? undefined
    : `imports values from "${specifier}"; ${folder} may take only types from ${target}`;
}
