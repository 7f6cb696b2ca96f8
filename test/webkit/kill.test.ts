import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Point, points } from '../e2e/logout/support/points.js';
import { type ScriptedServer, startScriptedServer } from '../e2e/logout/support/scripted-server.js';
import { emptyDisk } from '../e2e/logout/support/tab.js';
import { patience } from './support/patience.js';
import { shows } from './support/page-handle.js';
import { type PlainBrowser, startPlainBrowser } from './support/plain-browser.js';
import { type Remote, startRemote } from './support/remote.js';

// Those in the tick of the call, and in the transaction that follows.
const killedAt = points.slice(0, 8);
const ada = 'ada@example.com';

let server: ScriptedServer;
let tabs: Remote[];
let browser: PlainBrowser;
/** A tab that is elsewhere, but when it looks at what the killed one has left. */
let next: Remote;

beforeAll(async () => {
  server = await startScriptedServer();
  next = await startRemote();
  tabs = await Promise.all(killedAt.map(() => startRemote()));
  browser = await startPlainBrowser([next, ...tabs].map(({ address }) => address));
});
afterAll(async () => {
  await browser.close();
  for (const tab of [next, ...tabs]) await tab.close();
  await server.close();
});

async function logOutAndHalt(tab: Remote, point: Point): Promise<void> {
  tab.start((at) => window.lab.haltAt(at), point);
  await expect.poll(() => server.halted.at(-1), patience).toBe(point);
}

describe('a page of WebKitGTK that is killed during a logout', () => {
  it.each([...killedAt.entries()])(
    '%i, at %s, comes back logged out, and the server is told',
    async (index, point) => {
      const tab = tabs[index] as Remote;
      await tab.goto(`${server.url}/`);
      await tab.evaluate((email) => window.lab.signIn(email), ada);
      await shows(tab, 'authenticated', ada);
      expect(await server.sessions()).toHaveLength(1);
      await logOutAndHalt(tab, point);
      await browser.killHaltedPage();
      await expect.poll(() => tab.isThere, patience).toBe(false);

      await next.goto(`${server.url}/?ahead=60000`);
      await shows(next, 'loggedOut', 'nobody');
      await expect.poll(() => server.sessions(), patience).toEqual([]);
      await expect.poll(() => next.evaluate(() => window.lab.dump()), patience).toEqual(emptyDisk);
      const emails = await next.evaluate(() => window.lab.views.map(({ email }) => email));
      expect(new Set(emails)).toEqual(new Set([null]));
      await next.leave();
    },
  );
});
