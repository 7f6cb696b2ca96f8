import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';

/** Where the apps are installed and built, apart from this repository's own packages. Not in git. */
export const cacheFolder = resolve('.examples');

/** Runs a command to its end. Throws with what it printed if that is not a good one. */
export function runIn(cwd: string, command: string, args: string[], env = process.env): string {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd,
    env,
    encoding: 'utf8',
  });
  if (status === 0) return stdout;
  throw new Error(
    `${command} ${args.join(' ')} failed: ${error?.message ?? ''}\n${stdout}${stderr}`,
  );
}
