import { afterAll, beforeAll, expect, it } from 'vitest';
import { keep } from '../e2e/support/keep-plainly.js';
import { searchFiles } from '../e2e/support/search-files.js';
import { type RealServer, startRealServer } from '../e2e/logout/support/real-server.js';
import { emptyDisk } from '../e2e/logout/support/tab.js';
import { shows } from './support/page-handle.js';
import { patience } from './support/patience.js';
import { type PlainBrowser, startPlainBrowser } from './support/plain-browser.js';
import { type Remote, startRemote } from './support/remote.js';

const email = 'ada.lovelace@analytical.example';
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
  await tab.evaluate(keep, { values: control, verbs: ['put'] as const });
  await browser.end();

  const secrets = [sessionToken, sessionJwt, sessionJwt.split('.')[2] ?? sessionJwt, email];
  const { found } = await searchFiles(browser.home, [...secrets, ...control]);
  for (const text of control)
    expect(found.filter((each) => each.startsWith(text))).toEqual(
      expect.arrayContaining([expect.stringMatching(/[/]data[/].*[/]indexeddb[/]/i)]),
    );
  expect(found.filter((each) => !control.some((text) => each.startsWith(text)))).toEqual([]);
});
