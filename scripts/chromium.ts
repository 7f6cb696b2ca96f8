import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { aptInstall, canUseApt } from './apt.js';

const commandNames = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** What Playwright turns off; the last `--disable-features` of a command line is the one that counts. */
const offByPlaywright = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'msForceBrowserSignIn',
  'msEdgeUpdateLaunchServicesPreferredVersion',
];

/** The suggestions below the address bar: a page of their own in each context, for half of the CPU time of a test. */
const popupsOfTheAddressBar = [
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
];

/** Command-line switches that make Chromium quiet, offline-friendly and runnable in a container. */
export const chromiumArgs: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...offByPlaywright, ...popupsOfTheAddressBar].join(',')}`,
];

/** Where to look for a browser; every part can be replaced in a test. */
export interface ChromiumSearch {
  env: Readonly<Record<string, string | undefined>>;
  isExecutable(path: string): boolean;
  playwrightPath(): string;
}

const machine: ChromiumSearch = {
  env: process.env,
  isExecutable(path) {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  },
  playwrightPath() {
    return chromium.executablePath();
  },
};

/**
 * Looks for Chromium: `CHROMIUM_PATH`, then the usual commands on `PATH`, then Playwright's cache.
 *
 * @returns its absolute path, or `undefined` when there is none.
 * @throws when `CHROMIUM_PATH` is set and is not an executable file.
 */
export function findChromium(search: ChromiumSearch = machine): string | undefined {
  const wanted = search.env['CHROMIUM_PATH'];
  if (wanted !== undefined && wanted !== '') {
    if (search.isExecutable(wanted)) return wanted;
    throw new Error(
      `CHROMIUM_PATH is "${wanted}", which is not an executable file. Unset it or point it at Chromium.`,
    );
  }
  const folders = (search.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  for (const name of commandNames) {
    for (const folder of folders) {
      const path = join(folder, name);
      if (search.isExecutable(path)) return path;
    }
  }
  const cached = search.playwrightPath();
  return search.isExecutable(cached) ? cached : undefined;
}

/**
 * The path of an installed Chromium.
 *
 * @throws when there is none; run `npx tsx scripts/chromium.ts` to install one.
 */
export function chromiumPath(): string {
  const path = findChromium();
  if (path === undefined) {
    throw new Error(
      'No Chromium found. Set CHROMIUM_PATH, or install one with: npx tsx scripts/chromium.ts',
    );
  }
  return path;
}

/**
 * Finds Chromium, or installs it: Debian's package when running as root there, else Playwright's
 * build. (Ubuntu's package of that name only forwards to snap, which containers lack.)
 */
export function ensureChromium(): string {
  const found = findChromium();
  if (found !== undefined) return found;
  if (canUseApt() && isDebian()) {
    aptInstall(['chromium']);
  } else {
    const withLibraries = canUseApt() ? ['--with-deps'] : [];
    const args = ['playwright', 'install', ...withLibraries, 'chromium'];
    if (spawnSync('npx', args, { stdio: 'inherit' }).status !== 0) {
      throw new Error(
        'Chromium could not be downloaded. Install Chromium or Chrome yourself, or set CHROMIUM_PATH to one.',
      );
    }
  }
  return chromiumPath();
}

function isDebian(): boolean {
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(ensureChromium());
