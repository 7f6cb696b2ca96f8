import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { aptInstall, canUseApt } from './apt.js';
import { skipUnlessRequired } from './test/skip.js';

const commandNames = ['firefox-esr', 'firefox'];

/**
 * Looks for Firefox: `FIREFOX_PATH`, then the usual commands on `PATH`.
 *
 * @throws when `FIREFOX_PATH` is set and is not an executable file.
 */
export function findFirefox(): string | undefined {
  const { FIREFOX_PATH: wanted = '', PATH = '' } = process.env;
  if (wanted !== '' && !isExecutable(wanted))
    throw new Error(
      `FIREFOX_PATH is "${wanted}", which is not an executable file. Unset it or point it at Firefox.`,
    );
  const folders = PATH.split(delimiter).filter((folder) => folder !== '');
  const known = commandNames.flatMap((name) => folders.map((folder) => join(folder, name)));
  return wanted || known.find(isExecutable);
}

/**
 * The path of an installed Firefox.
 *
 * @throws when there is none; run `npx tsx scripts/firefox.ts` to install one.
 */
export function firefoxPath(): string {
  const path = findFirefox();
  if (path === undefined)
    throw new Error(
      'No Firefox found. Install it (Debian: apt-get install firefox-esr), or set FIREFOX_PATH.',
    );
  return path;
}

/** Finds Firefox, or installs Debian's package when running as root there. */
export function ensureFirefox(): string {
  if (process.platform !== 'linux')
    throw new Error('The tests in Firefox kill its pages by /proc: they run on Linux alone.');
  if (findFirefox() === undefined && canUseApt()) aptInstall(['firefox-esr']);
  return firefoxPath();
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  skipUnlessRequired('firefox', () => console.log(ensureFirefox()));
