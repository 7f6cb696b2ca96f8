import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** The tarball of this package. */
    tarball: string;
  }
}

/** Builds and packs this package once for all apps. */
export default function setup(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'packed-for-examples-'));
  run('npm', ['run', 'build']);
  run('npm', ['pack', '.', '--pack-destination', folder]);
  project.provide('tarball', join(folder, readdirSync(folder)[0] ?? ''));
  return () => rmSync(folder, { recursive: true, force: true });
}

function run(command: string, args: string[]): void {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed:\n${stdout}${stderr}`);
}
