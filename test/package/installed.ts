import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

export interface InstalledManifest {
  name: string;
  exports: Record<string, string | { types: string; default: string }>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** A package as a user has it below `node_modules`. */
export interface InstalledPackage {
  readonly manifest: InstalledManifest;
  /** All files of the tarball, relative to its root. */
  readonly files: readonly string[];
  readonly path: (file: string) => string;
  readonly read: (file: string) => string;
}

function installed(name: string): InstalledPackage {
  const folder = join(inject('consumer'), 'node_modules', name);
  const path = (file: string): string => join(folder, file);
  const read = (file: string): string => readFileSync(path(file), 'utf8');
  return {
    manifest: JSON.parse(read('package.json')) as InstalledManifest,
    files: readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
      statSync(path(file)).isFile(),
    ),
    path,
    read,
  };
}

/** The drop-in. */
export const root = installed('@moon-key/react-auth');

/** The session service. */
export const service = installed('@moon-key/session-api');

/** The public specifiers that still lead somewhere, `@moon-key/react-auth/…` and the service's. */
export const specifiers = [root, service].flatMap(({ manifest }) =>
  Object.entries(manifest.exports)
    .filter(([subpath, target]) => subpath !== './package.json' && !hasMoved(target))
    .map(([subpath]) => manifest.name + subpath.slice(1)),
);

function hasMoved(target: string | { default: string }): boolean {
  return typeof target !== 'string' && target.default.startsWith('./dist/moved/');
}

/** Runs a command in a consumer's folder and waits for its end, at most 30 s. */
export function run(
  cwd: string,
  command: string,
  args: string[],
): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    execFile(command, args, { cwd, timeout: 30_000 }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), output: stdout + stderr });
    });
  });
}
