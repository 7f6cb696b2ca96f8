import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type LaunchOptions } from 'playwright-core';
import { chromiumArgs, chromiumPath } from '../../../../scripts/chromium.js';

/** How the tests start Chromium. */
export const launchOptions: LaunchOptions = {
  headless: true,
  executablePath: chromiumPath(),
  args: [...chromiumArgs],
  ignoreDefaultArgs: ['--disable-back-forward-cache'],
};

/** Starts a browser; each of its contexts is a device of its own. */
export const launchBrowser = (): Promise<Browser> => chromium.launch(launchOptions);

/** A profile on disk that outlives the browsers opened on it. */
export interface Profile {
  readonly path: string;
  /** Starts a browser process on it. */
  open(): Promise<BrowserContext>;
  remove(): Promise<void>;
}

/** Makes an empty profile. */
export async function createProfile(): Promise<Profile> {
  const path = await mkdtemp(join(tmpdir(), 'moonkey-profile-'));
  return {
    path,
    open: () => chromium.launchPersistentContext(path, launchOptions),
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }),
  };
}
