import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { staticOutputs, whatCounts } from '../../scripts/static-chunks.js';

interface Bundle {
  /** A module, as source text. */
  readonly source: string;
  /** The folder it resolves its imports from. */
  readonly from: string;
  readonly external?: readonly string[];
}

/** What a page loads at its start, and what it may load later: kB, minified and gzipped. */
export async function bundleSize({ source, from, external = [] }: Bundle) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: from, loader: 'ts', sourcefile: 'entry.ts' },
    absWorkingDir: from,
    outdir: 'out',
    bundle: true,
    minify: true,
    splitting: true,
    format: 'esm',
    target: 'es2022',
    platform: 'browser',
    jsx: 'automatic',
    define: { 'process.env.NODE_ENV': '"production"' },
    external: [...external, 'node:*'],
    metafile: true,
    write: false,
    logLevel: 'silent',
  });
  const atStart = staticOutputs(metafile.outputs);
  const size = { start: 0, lazy: 0 };
  for (const { path, text } of outputFiles) {
    const isAtStart = [...atStart].some((each) => path.endsWith(`/${each}`));
    size[isAtStart ? 'start' : 'lazy'] += gzipSync(whatCounts(text), { level: 9 }).length / 1000;
  }
  return size;
}
