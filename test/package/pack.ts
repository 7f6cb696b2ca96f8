import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with the packed tarball installed, and every dependency and peer beside it. */
    consumer: string;
    /** The same without any peer. */
    bareConsumer: string;
  }
}

interface Manifest {
  name: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

/** Builds and packs this package once, and installs the tarball as two different users would. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
  run('npm', ['run', 'build']);
  run('npm', ['pack', '--pack-destination', folder]);

  const needed = Object.keys(manifest.dependencies);
  const peers = [...Object.keys(manifest.peerDependencies), 'react-dom'];
  const types = [
    '@types/react',
    '@types/node',
    '@types/express',
    'express',
    'csstype',
    'undici-types',
  ];
  project.provide(
    'consumer',
    install(join(folder, 'full'), folder, [...needed, ...peers, ...types]),
  );
  project.provide('bareConsumer', install(join(folder, 'bare'), folder, needed));
  return () => rmSync(folder, { recursive: true, force: true });
}

function install(consumer: string, tarballs: string, packages: string[]): string {
  const target = join(consumer, 'node_modules/@moon-key/react-auth');
  mkdirSync(target, { recursive: true });
  const tarball = readdirSync(tarballs).find((file) => file.endsWith('.tgz')) ?? '';
  run('tar', ['-xzf', join(tarballs, tarball), '-C', target, '--strip-components=1']);
  for (const name of packages) {
    const link = join(consumer, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(resolve('node_modules', name), link);
  }
  return consumer;
}

function run(command: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
