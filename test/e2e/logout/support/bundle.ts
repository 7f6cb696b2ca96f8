import { build } from 'esbuild';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

let bundling: Promise<ReadonlyMap<string, Uint8Array>> | undefined;

/** The page's scripts by file name, bundled from source once; `page.js` is the entry. */
export function bundlePage(): Promise<ReadonlyMap<string, Uint8Array>> {
  return (bundling ??= bundle());
}

async function bundle() {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.tsx', import.meta.url))],
    bundle: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    jsx: 'automatic',
    outdir: 'assets',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  return new Map(outputFiles.map(({ path, contents }) => [basename(path), contents]));
}
