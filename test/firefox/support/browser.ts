import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext } from 'playwright-core';
import { firefox } from 'playwright-core-bidi';
import { firefoxPath } from '../../../scripts/firefox.js';

/** Debian's own Firefox, spoken to in WebDriver BiDi. */
const launchOptions = {
  channel: 'moz-firefox',
  executablePath: fileURLToPath(new URL('firefox.sh', import.meta.url)),
  env: { ...process.env, FIREFOX: firefoxPath() },
  headless: true,
};

/** Starts Firefox; each of its contexts is a device of its own. */
export async function launchFirefox(): Promise<Browser> {
  // Another version of the same interface.
  return (await firefox.launch(launchOptions)) as unknown as Browser;
}

/** Starts it on a profile that outlives it. */
export async function openFirefox(profile: string): Promise<BrowserContext> {
  return (await firefox.launchPersistentContext(
    profile,
    launchOptions,
  )) as unknown as BrowserContext;
}
