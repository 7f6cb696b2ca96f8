import { gzipSync } from 'node:zlib';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { coverageOf, generateAuthPaths } from '../src/testing/paths/index.js';
import { engineItself } from '../test/testing/walk/engine-itself.js';
import { isWalkable, walkAuthPath } from '../src/testing/walk/index.js';

const ROUNDS = 9;

await run();

async function run(): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) times.push(timeOf(() => generateAuthPaths()));
  const paths = generateAuthPaths();
  const { states, transitions } = coverageOf(paths);
  console.log(`paths in the default set     ${paths.length}`);
  console.log(`states covered               ${states.covered} of ${states.total}`);
  console.log(`transitions covered          ${transitions.covered} of ${transitions.total}`);
  console.log(`generated, first time        ${Math.round(times[0] ?? 0)} ms`);
  console.log(`generated, then (median)     ${Math.round(medianOf(times.slice(1)))} ms`);

  const walkable = paths.filter(isWalkable);
  const start = performance.now();
  for (const path of walkable) await walkAuthPath(path, engineItself);
  const each = (performance.now() - start) / walkable.length;
  console.log(`walked on the engine itself  ${each.toFixed(1)} ms per path`);
  console.log(`size of ./testing            ${(await sizeOfEntry()).toFixed(1)} kB (gzip, alone)`);
}

function timeOf(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/** What the entry adds to the engine, React and XState, in kB. */
async function sizeOfEntry(): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../src/testing/index.ts', import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    jsx: 'automatic',
    packages: 'external',
    plugins: [
      {
        name: 'what-the-engine-has',
        setup(bundler) {
          bundler.onResolve({ filter: /\/(engine|machines|services|react)\// }, ({ path }) => ({
            path,
            external: true,
          }));
        },
      },
    ],
  });
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length / 1_000, 0);
}

function medianOf(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}
