import type { BrowserContext, Page } from 'playwright-core';
import { createProfile, type Profile } from './browser.js';
import { openTab, signedIn } from './tab.js';

/** A profile whose browser can be closed and started again. */
export interface Device {
  readonly profile: Profile;
  /** The browser that runs on it now. */
  readonly context: BrowserContext;
  /** Opens a tab with someone signed in. */
  signedIn(url: string, email: string): Promise<Page>;
  /** Starts a new browser process, the old one being closed. */
  restart(): Promise<BrowserContext>;
  remove(): Promise<void>;
}

/** Makes an empty profile and starts a browser on it. */
export async function createDevice(): Promise<Device> {
  const profile = await createProfile();
  let context = await profile.open();
  return {
    profile,
    get context() {
      return context;
    },
    async signedIn(url, email) {
      const page = await openTab(context, url);
      await signedIn(page, email);
      return page;
    },
    async restart() {
      await context.close();
      context = await profile.open();
      return context;
    },
    async remove() {
      await context.close();
      await profile.remove();
    },
  };
}
