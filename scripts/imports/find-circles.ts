import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { readImports } from './read-imports.js';

/** The folders whose files are looked at. */
const FOLDERS = ['src', 'packages', 'scripts', 'test', 'bench', 'examples'];

/** Lists every circle of imports below a folder, those of types alone too, as `a.ts → b.ts → a.ts`. */
export function findCircles(root: string): string[] {
  const files = FOLDERS.flatMap((folder) => sourceFiles(join(root, folder)));
  const known = new Set(files);
  const graph = new Map(files.map((file) => [file, importedFiles(file, known)]));
  return stronglyConnected(graph)
    .filter(
      (group) => group.length > 1 || group.some((file) => graph.get(file)?.includes(file) === true),
    )
    .map((group) =>
      walkAround(group, graph)
        .map((file) => relative(root, file))
        .join(' → '),
    )
    .toSorted();
}

function sourceFiles(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => /\.tsx?$/.test(file) && !/(^|[\\/])(node_modules|dist|fixtures)[\\/]/.test(file),
    )
    .map((file) => resolve(folder, file));
}

/** The files that a file imports: `./a.js` is `./a.ts` or `./a.tsx` in the source. */
function importedFiles(file: string, known: ReadonlySet<string>): string[] {
  return readImports(file, readFileSync(file, 'utf8')).flatMap(({ specifier }) => {
    if (!specifier.startsWith('.')) return [];
    const path = resolve(dirname(file), specifier).replace(/\.jsx?$/, '');
    return [path, `${path}.ts`, `${path}.tsx`].filter((each) => known.has(each)).slice(0, 1);
  });
}

/** Groups what can reach one another (Tarjan's algorithm). */
function stronglyConnected(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const index = new Map<string, number>();
  const lowest = new Map<string, number>();
  const stack: string[] = [];
  const groups: string[][] = [];

  function visit(node: string): number {
    const number = index.size;
    index.set(node, number);
    lowest.set(node, number);
    stack.push(node);
    for (const next of graph.get(node) ?? []) {
      const reached = index.has(next)
        ? stack.includes(next)
          ? (index.get(next) ?? number)
          : number
        : visit(next);
      lowest.set(node, Math.min(lowest.get(node) ?? number, reached));
    }
    if (lowest.get(node) === number) groups.push(stack.splice(stack.indexOf(node)));
    return lowest.get(node) ?? number;
  }
  for (const node of graph.keys()) if (!index.has(node)) visit(node);
  return groups;
}

/** One way around a group, back to where it began. */
function walkAround(
  group: readonly string[],
  graph: ReadonlyMap<string, readonly string[]>,
): string[] {
  const [first = ''] = group.toSorted();
  const queue: string[][] = [[first]];
  const seen = new Set<string>();
  for (const path of queue) {
    for (const next of graph.get(path.at(-1) ?? '') ?? []) {
      if (next === first) return [...path, first];
      if (!group.includes(next) || seen.has(next)) continue;
      seen.add(next);
      queue.push([...path, next]);
    }
  }
  return [...group];
}
