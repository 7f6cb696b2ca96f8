import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { layers, type Layer } from './layers.js';
import { packageName, readImports, type ImportedModule } from './read-imports.js';

/**
 * Lists every import under `<root>/src` that goes against {@link layers}, and every import of a workspace under
 * `<root>/packages` that leaves it, as `file:line message`.
 */
export function findViolations(root: string): string[] {
  return [...violationsOfLayers(root), ...violationsOfWorkspaces(root)];
}

function violationsOfLayers(root: string): string[] {
  const src = join(root, 'src');
  if (!existsSync(src)) return [];
  return sourceFiles(src).flatMap((file) => {
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

/** A workspace stands alone: it takes from its own sources and from packages, never from the root package. */
function violationsOfWorkspaces(root: string): string[] {
  const packages = join(root, 'packages');
  if (!existsSync(packages)) return [];
  return readdirSync(packages).flatMap((name) => {
    const src = join(packages, name, 'src');
    return sourceFiles(src).flatMap((file) =>
      readImports(file, readFileSync(join(src, file), 'utf8')).flatMap(({ specifier, line }) => {
        const inside = !relative(src, resolve(dirname(join(src, file)), specifier)).startsWith(
          '..',
        );
        const allowed = specifier.startsWith('.') ? inside : !specifier.startsWith('@moon-key/');
        return allowed
          ? []
          : [`packages/${name}/src/${file}:${line} imports "${specifier}"; ${name} stands alone`];
      }),
    );
  });
}

function sourceFiles(src: string): string[] {
  return readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .toSorted();
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
  if (specifier.startsWith('@moon-key/'))
    return `imports "${specifier}"; the root package stands without its workspaces`;
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
