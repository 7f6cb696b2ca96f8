import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { applyPatches } from './patch.js';
import type { Patch } from './patch.js';
import { globals, shortcuts } from './shortcuts.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What {@link bundleWorker} takes. */
export interface BundleOptions {
  /** What is bundled, relative to the root. Default: the worker that plays seeds. */
  readonly entry?: string;
  /** Safeguards to take away. Default: none. */
  readonly patches?: readonly Patch[];
  /** Whether it is made fast: see `shortcuts`. Default true. */
  readonly fast?: boolean;
}

/**
 * Bundles the worker, the simulation and the engine, patched or as shipped, into one file. Dynamic
 * imports become microtasks in it, so that nothing escapes the scheduler.
 */
export async function bundleWorker(
  name: string,
  { entry = 'scripts/simulation/worker.ts', patches = [], fast = true }: BundleOptions = {},
): Promise<string> {
  const folder = join(tmpdir(), `moonkey-simulation-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(root, entry)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    inject: fast ? [...globals] : [],
    plugins: [
      {
        name: 'patches',
        setup: (plugin) => {
          plugin.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
            const file = relative(root, path).replaceAll('\\', '/');
            const text = await readFile(path, 'utf8');
            return { contents: applyPatches(file, text, patches), loader: 'ts' };
          });
          if (fast)
            plugin.onLoad({ filter: /[\\/]xstate[\\/]dist[\\/].*\.js$/ }, async ({ path }) => {
              const own = shortcuts.flatMap(({ file, ...patch }) =>
                file.test(path) ? [{ ...patch, file: path }] : [],
              );
              return { contents: applyPatches(path, await readFile(path, 'utf8'), own) };
            });
        },
      },
    ],
  });
  return outfile;
}
