import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { BuildOptions, Metafile, Plugin } from 'esbuild';

/** The output files a page needs at start: the entry points and all they import statically. */
export function staticOutputs(outputs: Metafile['outputs']): Set<string> {
  const reached = new Set<string>();
  const visit = (path: string): void => {
    const output = outputs[path];
    if (output === undefined || reached.has(path)) return;
    reached.add(path);
    for (const { path: imported, kind, external } of output.imports) {
      if (kind === 'import-statement' && external !== true) visit(imported);
    }
  };
  for (const [path, { entryPoint }] of Object.entries(outputs)) {
    if (entryPoint !== undefined && !isLazy(path, outputs)) visit(path);
  }
  return reached;
}

/**
 * Makes esbuild split off what is imported dynamically, and hides those chunks from whoever measures
 * the result, so that a size is the size at start.
 */
export function splitLazyChunks(options: BuildOptions): BuildOptions {
  const onlyStatic: Plugin = {
    name: 'only-static-chunks',
    setup(build) {
      build.onEnd(({ metafile }) => {
        if (metafile === undefined) return;
        const { absWorkingDir = '.' } = build.initialOptions;
        const kept = staticOutputs(metafile.outputs);
        for (const path of Object.keys(metafile.outputs)) {
          if (kept.has(path)) rewrite(resolve(absWorkingDir, path));
          else delete metafile.outputs[path];
        }
      });
    },
  };
  return {
    ...options,
    format: 'esm',
    splitting: true,
    target: 'es2022',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [...(options.plugins ?? []), onlyStatic],
  };
}

/**
 * What counts of a chunk. Not the hashes in the names of lazy chunks: they change with what is lazy and
 * with the folder, and by some bytes a size with them. Nor the statements that import what is left out
 * of the measurement, one per module of ours: where all is in one bundle there are none.
 */
export function whatCounts(text: string): string {
  return text
    .replaceAll(/-[A-Z0-9]{8}\.js(?=["'])/g, '.js')
    .replaceAll(/import\s*\{[^}]*\}\s*from\s*"[^."][^"]*";/g, '');
}

function rewrite(path: string): void {
  writeFileSync(path, whatCounts(readFileSync(path, 'utf8')));
}

/** esbuild calls the root of a dynamic import an entry point too. */
function isLazy(path: string, outputs: Metafile['outputs']): boolean {
  return Object.values(outputs).some(({ imports }) =>
    imports.some((imported) => imported.kind === 'dynamic-import' && imported.path === path),
  );
}
