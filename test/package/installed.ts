import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';

export interface InstalledManifest {
  name: string;
  exports: Record<string, string | { types: string; default: string }>;
  bin: Record<string, string>;
  dependencies: Record<string, string>;
  peerDependencies: Record<string, string>;
}

/** The package as a user has it below `node_modules`. */
export const installed = join(inject('consumer'), 'node_modules/@moon-key/react-auth');

export const manifest = JSON.parse(
  readFileSync(join(installed, 'package.json'), 'utf8'),
) as InstalledManifest;

/** The public specifiers, `@moon-key/react-auth/…`. */
export const specifiers = Object.keys(manifest.exports)
  .filter((subpath) => subpath !== './package.json')
  .map((subpath) => manifest.name + subpath.slice(1));

/** All files of the tarball, relative to its root. */
export const files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter((file) =>
  statSync(join(installed, file)).isFile(),
);

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
