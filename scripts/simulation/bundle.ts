import { mkdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Replaces one piece of a source file by another. */
export interface Patch {
  /** Relative to the root of the repository. */
  readonly file: string;
  /** Must occur exactly once in the file. */
  readonly find: string;
  readonly replace: string;
}

/** A patch whose anchor does not occur exactly once. */
export class PatchError extends Error {
  override readonly name = 'PatchError';
}

/** Applies the patches of one file to its text. */
export function applyPatches(file: string, text: string, patches: readonly Patch[]): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce((patched, { find, replace }) => {
      const pieces = patched.split(find);
      if (pieces.length !== 2)
        throw new PatchError(
          `The anchor occurs ${pieces.length - 1} times in ${file}, not once:\n${find}`,
        );
      return pieces.join(replace);
    }, text);
}

/**
 * Bundles the worker, the simulation and the engine, patched or as shipped, into one file. Dynamic
 * imports become microtasks in it, so that nothing escapes the scheduler.
 */
export async function bundleWorker(name: string, patches: readonly Patch[] = []): Promise<string> {
  const folder = join(tmpdir(), `moonkey-simulation-${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(root, 'scripts/simulation/worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    define: { 'process.env.NODE_ENV': '"production"' },
    plugins: [
      {
        name: 'patches',
        setup: (plugin) => {
          plugin.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
            const file = relative(root, path).replaceAll('\\', '/');
            const text = await readFile(path, 'utf8');
            return { contents: applyPatches(file, text, patches), loader: 'ts' };
          });
        },
      },
    ],
  });
  return outfile;
}
