import { afterAll, beforeAll, expect, it } from 'vitest';
import { serveDialogPage } from '../e2e/dialog/serve.js';
import { keep } from '../e2e/support/keep-plainly.js';
import { searchFiles } from '../e2e/support/search-files.js';
import { type RealServer, startRealServer } from '../e2e/logout/support/real-server.js';
import { emptyDisk } from '../e2e/logout/support/tab.js';
import { shows } from './support/page-handle.js';
import { patience } from './support/patience.js';
import { type PlainBrowser, startPlainBrowser } from './support/plain-browser.js';
import { type Remote, startRemote } from './support/remote.js';

const email = 'ada.lovelace@analytical.example';
/** Typed into the dialog as it is by default: this browser has no form history. */
const typed = 'hopper@navy.test';
const control = ['control-token-93b1c47d', 'grace.hopper@control.example'];

let server: RealServer;
let tab: Remote;
/** As a user has it: a driven one keeps nothing on its disk. */
let browser: PlainBrowser;

beforeAll(async () => {
  server = await startRealServer();
  tab = await startRemote();
  browser = await startPlainBrowser([tab.address]);
});
afterAll(async () => {
  await browser.close();
  await tab.close();
  await server.close();
});

/** Signs in by the dialog, and out. By the commands of an editor: there is no driver, and no key is pressed. */
async function useDialog(url: string, address: string): Promise<void> {
  await tab.goto(url);
  await tab.until((email) => {
    const field = document.querySelector<HTMLInputElement>('dialog input:not([readonly])');
    if (!document.querySelector('dialog'))
      document.querySelector<HTMLElement>('main > button')?.click();
    if (field?.value !== '') return document.querySelector('#who') !== null;
    field.focus();
    const isForCode = field.autocomplete === 'one-time-code';
    document.execCommand('insertText', false, isForCode ? '123456' : email);
    if (!isForCode) field.form?.requestSubmit();
    return false;
  }, address);
  await tab.evaluate(() => document.querySelector<HTMLElement>('main p button')?.click());
  await tab.until(() => document.body.textContent.includes('Sign in here'));
}

it('no byte of token, JWT or address is in the files of WebKitGTK after a logout, where what a hand-written page keeps is found', async () => {
  await tab.goto(`${server.url}/`);
  await tab.until(() => window.lab?.auth.getView().ready);
  const tokens = await tab.evaluate(async (to) => {
    await window.lab.signIn(to);
    return window.lab.auth.getSessionTokens();
  }, email);
  await shows(tab, 'authenticated', email);
  const { sessionToken = '', sessionJwt = '' } = tokens ?? {};
  expect(await server.knows(sessionToken)).toBe(true);
  const dumped = await tab.evaluate(() => window.lab.dump());
  expect(dumped.session).toHaveLength(1);

  expect(await tab.evaluate(() => window.lab.logout())).toMatchObject({ code: 'done' });
  await expect.poll(() => tab.evaluate(() => window.lab.dump()), patience).toEqual(emptyDisk);
  expect(await server.knows(sessionToken)).toBe(false);
  const dialog = await serveDialogPage({ isStrict: false });
  await useDialog(dialog.url, typed);
  await dialog.stop();
  expect(dialog.addresses).toEqual([typed]);
  await tab.evaluate(keep, { values: control, verbs: ['put'] as const });
  await browser.end();

  const secrets = [sessionToken, sessionJwt, sessionJwt.split('.')[2] ?? sessionJwt, email];
  secrets.push(typed, ...dialog.secrets);
  const { found } = await searchFiles(browser.home, [...secrets, ...control]);
  for (const text of control)
    expect(found.filter((each) => each.startsWith(text))).toEqual(
      expect.arrayContaining([expect.stringMatching(/[/]data[/].*[/]indexeddb[/]/i)]),
    );
  expect(found.filter((each) => !control.some((text) => each.startsWith(text)))).toEqual([]);
});
