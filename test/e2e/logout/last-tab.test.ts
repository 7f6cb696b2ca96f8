import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createProfile, type Profile } from './support/browser.js';
import { type BrowserProcess, startBrowser } from './support/browser-process.js';
import type { LabServer } from './support/lab-server.js';
import { inBothModes, type Mode } from './support/mode.js';
import { startServer } from './support/prepare-lab.js';
import { clean, openTab, patience, ready, shows, signIn } from './support/tab.js';

const email = 'ada@example.com';

interface ProfileLab {
  readonly server: LabServer;
  readonly profile: Profile;
  /** The one that runs on it now. */
  browser: BrowserProcess;
}

const labs = new Map<Mode, ProfileLab>();

beforeAll(() =>
  inBothModes(async (mode) => {
    const [server, profile] = await Promise.all([startServer(mode), createProfile()]);
    labs.set(mode, { server, profile, browser: await startBrowser(profile.path) });
  })(),
);
afterAll(async () => {
  for (const { server, profile, browser } of labs.values()) {
    await browser.kill();
    await server.close();
    await profile.remove();
  }
});

/** Runs a test on the profile of each mode: with the browser that the test before has started last. */
const onProfile = (run: (lab: ProfileLab) => Promise<void>) =>
  inBothModes(async (mode) => {
    const lab = labs.get(mode);
    if (!lab) throw new Error('no browser');
    await run(lab);
  });

/** Opens so many tabs of a session that ends with the last of them. */
async function openTabs({ server, browser }: ProfileLab, count: number, path = '/') {
  const { context } = browser;
  const first = await openTab(context, server.url + path);
  await signIn(first, email, false);
  const tabs: [Page, ...Page[]] = [first];
  while (tabs.length < count) tabs.push(await openTab(context, server.url + path));
  for (const tab of tabs) await shows(tab, 'authenticated', email);
  return tabs;
}

/** A page that opens then has never shown anybody, finishes the logout, and tells the server. */
async function isOver({ server }: ProfileLab, page: Page) {
  await shows(page, 'loggedOut', 'nobody');
  const seen = await page.evaluate(() => window.lab.views.map(({ email }) => email));
  expect(new Set(seen)).toEqual(new Set([null]));
  await expect.poll(() => server.sessions(), patience).toEqual([]);
  await clean(page);
}

it(
  'a browser that was closed brings its tabs back, and nobody',
  onProfile(async (lab) => {
    // The clock of these pages is ten seconds behind: so long ago they seem to have been left.
    await openTabs(lab, 2, '/?ahead=-10000');
    await lab.browser.quit();
    lab.browser = await startBrowser(lab.profile.path, ['--restore-last-session']);
    const { context } = lab.browser;
    const restored = () => context.pages().filter((page) => page.url().includes('ahead'));
    await expect.poll(() => restored().length, patience).toBe(2);
    for (const page of restored()) {
      await ready(page);
      await isOver(lab, page);
    }
    for (const page of restored()) await page.close();
  }),
);

it.each([1, 2, 5])('with %i tabs, closed, and in a browser that is killed', (count) =>
  onProfile(async (lab) => {
    const { server, profile } = lab;
    const [last, ...tabs] = await openTabs(lab, count);
    for (const tab of tabs) await tab.close();
    await last.reload();
    await ready(last);
    await shows(last, 'authenticated', email);
    expect(await server.sessions()).toHaveLength(1);
    const other = await lab.browser.context.newPage();
    await last.close();
    await other.goto(server.url);
    await isOver(lab, other);
    await other.close();

    await openTabs(lab, count);
    expect(await server.sessions()).toHaveLength(1);
    await lab.browser.kill();
    lab.browser = await startBrowser(profile.path);
    const reopened = await openTab(lab.browser.context, server.url);
    await isOver(lab, reopened);
    await reopened.close();
  })(),
);
