import { existsSync, readdirSync } from 'node:fs';
import { basename, delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { aptInstall, canUseApt } from './apt.js';
import { skipUnlessRequired } from './test/skip.js';

/** What the tests in WebKitGTK start, by path. */
export interface WebKit {
  /** Debian's small browser over WebKitGTK. */
  readonly browser: string;
  readonly driver: string;
  /** A display without a screen: WebKitGTK knows no other way. */
  readonly display: string;
}

/** Looks for all of it, on `PATH` and where Debian puts the browser. */
export function findWebKit(): WebKit | undefined {
  const [browser, driver, display] = [
    findBrowser(),
    findCommand('WebKitWebDriver'),
    findCommand('Xvfb'),
  ];
  return browser && driver && display ? { browser, driver, display } : undefined;
}

/**
 * What {@link findWebKit} finds.
 *
 * @throws when a part is missing; run `npx tsx scripts/webkit.ts` to install it.
 */
export function webKit(): WebKit {
  const found = findWebKit();
  if (found === undefined)
    throw new Error(
      'No WebKitGTK found. Install it (Debian: apt-get install webkit2gtk-driver xvfb).',
    );
  return found;
}

/** Finds WebKitGTK, or installs Debian's packages when running as root there. */
export function ensureWebKit(): WebKit {
  if (process.platform !== 'linux')
    throw new Error('The tests in WebKitGTK kill its pages by /proc: they run on Linux alone.');
  if (findWebKit() === undefined && canUseApt())
    aptInstall(['webkit2gtk-driver|webkitgtk-webdriver', 'xvfb']);
  return webKit();
}

function findCommand(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));
}

/** In a folder of the library, by architecture and version of it. */
function findBrowser(): string | undefined {
  const foldersIn = (parent: string): string[] =>
    existsSync(parent)
      ? readdirSync(parent, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map(({ name }) => join(parent, name))
      : [];
  return foldersIn('/usr/lib')
    .flatMap(foldersIn)
    .filter((folder) => /^webkit2?gtk-/.test(basename(folder)))
    .map((folder) => join(folder, 'MiniBrowser'))
    .find((path) => existsSync(path));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  skipUnlessRequired('webkit', () => console.log(ensureWebKit().browser));
