import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { cacheFolder, runIn } from './cache.js';
import { newerNode } from './newer-node.js';

/** The apps under `examples/` that are built and driven by tests. */
export const exampleApps = ['next', 'react-router', 'tanstack-start', 'astro'] as const;

export type ExampleApp = (typeof exampleApps)[number];

/** What is installed and what a build leaves behind: kept from one run to the next. */
const KEPT = new Set([
  'node_modules',
  'installed.txt',
  'next-env.d.ts',
  'tsconfig.tsbuildinfo',
  '.next',
  '.react-router',
  '.tanstack',
  '.output',
  '.nitro',
  '.astro',
  'build',
  'dist',
]);

/**
 * Copies an app into the cache and installs its packages by its own lockfile, unless they are there already.
 *
 * @returns the folder. This package is not in it yet: see {@link installTarball}.
 * @throws when npm cannot have the packages.
 */
export function installExample(name: ExampleApp): string {
  const source = join('examples', name);
  const folder = join(cacheFolder, name);
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder))
    if (!KEPT.has(entry)) rmSync(join(folder, entry), { recursive: true });
  for (const file of sourcesOf(source)) cpSync(join(source, file), join(folder, file));
  const lock = readFileSync(join(folder, 'package-lock.json'), 'utf8');
  const receipt = join(folder, 'installed.txt');
  if (existsSync(receipt) && readFileSync(receipt, 'utf8') === lock) return folder;
  runIn(folder, 'npm', ['ci', '--prefer-offline', '--no-audit', '--no-fund'], withNewerNode());
  writeFileSync(receipt, lock);
  return folder;
}

/** The files of an app that its developer has written. */
export function sourcesOf(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !KEPT.has(name))
    .flatMap((entry) =>
      entry.isFile()
        ? [entry.name]
        : readdirSync(join(folder, entry.name), { recursive: true, encoding: 'utf8' }).map((file) =>
            join(entry.name, file),
          ),
    )
    .filter((file) => statSync(join(folder, file)).isFile())
    .toSorted();
}

/** Installs this package from its tarball, as an app's developer would from a registry. */
export function installTarball(folder: string, tarball: string): void {
  const args = ['install', '--no-save', '--prefer-offline', '--no-audit', '--no-fund', tarball];
  runIn(folder, 'npm', args, withNewerNode());
}

/** The environment in which `node` is a newer one. */
export function withNewerNode(): NodeJS.ProcessEnv {
  const bin = join(newerNode(), '..');
  return { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}` };
}
