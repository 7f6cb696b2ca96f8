import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether Debian packages can be installed here: apt is there, and we are root. */
export function canUseApt(): boolean {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
}

/** A mirror that hangs, and whoever else installs something, are waited for, but not for ever. */
const bounds = [
  ['Acquire::Retries', 2],
  ['Acquire::http::Timeout', 30],
  ['DPkg::Lock::Timeout', 120],
].flatMap(([name, value]) => ['-o', `${name}=${value}`]);

/** How long it waits before it tries again, in s. */
const pauses = [5, 20] as const;

/** Runs a command; throws where that fails. Replaced in a test. */
export type Run = (command: string, args: readonly string[]) => void;

const run: Run = (command, args) =>
  void execFileSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    timeout: 5 * 60_000,
  });

/**
 * Installs Debian packages with no questions asked, and tries three times.
 *
 * @param wanted - Their names; `a|b` is the first of them that there is.
 * @throws when apt cannot, or takes more than 5 minutes.
 */
export function aptInstall(wanted: readonly string[], call: Run = run): void {
  for (const pause of [...pauses, undefined]) {
    try {
      call('apt-get', [...bounds, 'update', '-qq']);
      const names = wanted.map((each) => choose(each.split('|'), call));
      call('apt-get', [...bounds, 'install', '-y', '-qq', '--no-install-recommends', ...names]);
      return;
    } catch (error) {
      if (pause === undefined) throw error;
      console.log(`apt-get has failed: once more in ${pause} s.`);
      call('sleep', [String(pause)]);
    }
  }
}

/** The first that apt could install; the last where that is none, for apt to say so. */
function choose(names: readonly string[], call: Run): string {
  const isThere = (name: string) => {
    try {
      call('apt-get', ['install', '-qq', '--simulate', '--no-install-recommends', name]);
      return true;
    } catch {
      return false;
    }
  };
  return names.length === 1 ? String(names[0]) : (names.find(isThere) ?? String(names.at(-1)));
}
