import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder with both packed tarballs installed, and every dependency and peer beside them. */
    consumer: string;
    /** The root package alone, without any peer. */
    bareConsumer: string;
    /** The tarballs of the packages by name. */
    tarballs: Readonly<Record<string, string>>;
  }
}

interface Manifest {
  name: string;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

/** Builds and packs the packages once, and installs the tarballs as two different users would. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'packed-'));
  run('npm', ['run', 'build']);
  const root = pack('.', folder);
  const service = pack('packages/session-api', folder);

  const needed = Object.keys(root.manifest.dependencies);
  const ofTheService = Object.keys(service.manifest.dependencies);
  const peers = [...Object.keys(root.manifest.peerDependencies), 'react-dom'];
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
    install(
      join(folder, 'full'),
      [root, service],
      [...needed, ...ofTheService, ...peers, ...types],
    ),
  );
  project.provide('bareConsumer', install(join(folder, 'bare'), [root], needed));
  project.provide(
    'tarballs',
    Object.fromEntries([root, service].map(({ name, tarball }) => [name, tarball])),
  );
  return () => rmSync(folder, { recursive: true, force: true });
}

interface Packed {
  name: string;
  tarball: string;
  manifest: Manifest;
}

function pack(source: string, destination: string): Packed {
  const manifest = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as Manifest;
  const folder = join(destination, manifest.name.replaceAll('/', '-'));
  mkdirSync(folder);
  run('npm', ['pack', `./${source}`, '--pack-destination', folder]);
  return { name: manifest.name, tarball: join(folder, readdirSync(folder)[0] ?? ''), manifest };
}

function install(consumer: string, packed: Packed[], packages: string[]): string {
  for (const { name, tarball } of packed) {
    const target = join(consumer, 'node_modules', name);
    mkdirSync(target, { recursive: true });
    run('tar', ['-xzf', tarball, '-C', target, '--strip-components=1']);
  }
  for (const name of new Set(packages)) {
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
