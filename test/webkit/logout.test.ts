import { Key } from 'selenium-webdriver';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { servePage } from '../inspect/page/serve-page.js';
import { serveDialogPage } from '../e2e/dialog/serve.js';
import { type ScriptedServer, startScriptedServer } from '../e2e/logout/support/scripted-server.js';
import { emptyDisk } from '../e2e/logout/support/tab.js';
import { launchWebKit, type Tab, type WebKitBrowser } from './support/browser.js';
import { shows } from './support/page-handle.js';
import { patience } from './support/patience.js';

let browser: WebKitBrowser;
let server: ScriptedServer;

beforeAll(async () => {
  browser = await launchWebKit();
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await startScriptedServer();
});
afterEach(() => server.close());

const ada = 'ada@example.com';

async function open(path = '/'): Promise<Tab> {
  const tab = await browser.open(server.url + path);
  await ready(tab);
  return tab;
}
const ready = (tab: Tab) => tab.until(() => window.lab?.auth.getView().ready);
const signIn = (tab: Tab) => tab.evaluate((email) => window.lab.signIn(email), ada);
const logout = (tab: Tab) => tab.evaluate(() => window.lab.logout());
const dump = (tab: Tab) => tab.evaluate(() => window.lab.dump());
const isClean = (tab: Tab) => expect.poll(() => dump(tab), patience).toEqual(emptyDisk);

describe('a session in WebKitGTK', () => {
  it('is restored from the disk, and gone from it after a logout', async () => {
    const tab = await open();
    await signIn(tab);
    await tab.reload();
    await shows(tab, 'authenticated', ada);
    expect(await tab.evaluate(() => window.lab.auth.getView().storage)).toBe('indexeddb');
    const { session, keys } = await dump(tab);
    expect([session.length, keys.length]).toEqual([1, 1]);
    const isShown = await tab.evaluate(() => {
      void window.lab.auth.logout();
      return window.lab.auth.getView().isAuthenticated;
    });
    expect(isShown).toBe(false);
    await isClean(tab);
    expect(await server.sessions()).toEqual([]);
    await tab.reload();
    await shows(tab, 'loggedOut', 'nobody');
    expect(await dump(tab)).toEqual(emptyDisk);
    await tab.close();
  });

  it('is revoked by the next tab where the server was down', async () => {
    const tab = await open();
    await signIn(tab);
    server.isDown = true;
    const queued = { code: 'revocation_queued', device: 'cleared', server: 'queued' };
    expect(await logout(tab)).toEqual(queued);
    await tab.close();
    server.isDown = false;
    const other = await open('/?ahead=600000');
    await shows(other, 'loggedOut', 'nobody');
    await expect.poll(() => server.sessions(), patience).toEqual([]);
    await isClean(other);
    await other.close();
  });

  it('is begun by keyboard alone in the dialog, under nonces and Trusted Types', async () => {
    const served = await serveDialogPage();
    const tab = await browser.open(served.url);
    const focusIs = (what: string) =>
      tab.until((name) => {
        const focused = document.activeElement;
        return [
          focused?.getAttribute('autocomplete'),
          focused?.tagName,
          focused?.textContent,
        ].includes(name);
      }, what);
    await tab.until(() => document.body.textContent.includes('Sign in here'));
    await tab.press(Key.TAB, Key.ENTER);
    await focusIs('email');
    await tab.press(ada, Key.ENTER);
    await focusIs('one-time-code');
    await tab.press('123456');
    await tab.until(() => document.querySelector('dialog') === null);
    await focusIs('MAIN');
    expect(await tab.evaluate(() => document.querySelector('#who')?.textContent)).toBe(ada);
    await tab.close();
    await served.stop();
  });
});

describe('tabs in WebKitGTK', () => {
  it('send one revocation when two of them log out at once', async () => {
    const tabs = [await open(), await open()] as const;
    for (let round = 1; round <= 3; round += 1) {
      await signIn(tabs[0]);
      await shows(tabs[1], 'authenticated', ada);
      for (const tab of tabs)
        await tab.evaluate((name) => {
          document.title = 'logging out';
          void window.lab
            .meet(name, 2)
            .then(() => window.lab.logout())
            .then(({ code }) => {
              document.title = code;
            });
        }, `round ${round}`);
      for (const tab of tabs) await tab.until(() => document.title === 'done');
      await isClean(tabs[0]);
      expect(server.callsTo('/logout')).toBe(round);
      expect(await server.sessions()).toEqual([]);
      for (const tab of tabs) await shows(tab, 'loggedOut', 'nobody');
    }
    for (const tab of tabs) await tab.close();
  });

  it('show no user out of the back/forward cache after a logout that they slept through', async () => {
    const tab = await open();
    await signIn(tab);
    const other = await open('/?mute');
    await shows(other, 'authenticated', ada);
    await tab.goto(`${server.url}/elsewhere`);
    expect(await logout(other)).toMatchObject({ code: 'done' });
    await tab.back();
    await tab.until(() => window.lab?.shows.length === 2);
    expect(await tab.evaluate(() => window.lab.shows)).toEqual([false, true]);
    await shows(tab, 'loggedOut', 'nobody');
    for (const each of [tab, other]) await each.close();
  });
});

describe('the inspectors in WebKitGTK', () => {
  it('show the charts, Stately’s in its frame and our own', async () => {
    const served = await servePage('stately-app.ts', 'receiver.ts', 'app.ts');
    const tab = await browser.open(served.url, 'window');
    await tab.until(() => {
      const frame = document.querySelector('iframe')?.contentWindow as { charts?: object } | null;
      return Object.keys(frame?.charts ?? {})
        .toSorted()
        .join()
        .includes('auth,outbox');
    });
    await tab.goto(`${served.url}app.html`);
    // The inspector is in a shadow tree, which no selector enters.
    const has = (selector: string) =>
      tab.until(
        (wanted) =>
          [
            document,
            ...[...document.querySelectorAll('*')].flatMap((each) => each.shadowRoot ?? []),
          ].some((root) => root.querySelector(wanted) !== null),
        selector,
      );
    await has('g[data-state="auth.loggedOut"]');
    await tab.evaluate(() => document.querySelector<HTMLElement>('#signIn')?.click());
    await has('.state.active[data-state="auth.authenticated"]');
    const status = await tab.evaluate(() => document.querySelector('#status')?.textContent);
    expect(status).toBe('authenticated');
    await tab.close();
    await served.stop();
  });
});
