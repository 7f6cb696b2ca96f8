import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Point, points } from '../e2e/logout/support/points.js';
import { type ScriptedServer, startScriptedServer } from '../e2e/logout/support/scripted-server.js';
import {
  clean,
  dump,
  emptyDisk,
  openTab,
  patience,
  shows,
  signIn,
} from '../e2e/logout/support/tab.js';
import { launchFirefox } from './support/browser.js';
import { killPages } from './support/kill-pages.js';

let browser: Browser;

beforeAll(async () => {
  browser = await launchFirefox();
});
afterAll(() => browser.close());

/** A device of its own with somebody signed in at a server of its own. */
interface Device {
  readonly point: Point;
  readonly server: ScriptedServer;
  readonly context: BrowserContext;
  readonly page: Page;
}

async function signedIn(point: Point): Promise<Device> {
  const [server, context] = await Promise.all([startScriptedServer(), browser.newContext()]);
  const page = await openTab(context, server.url);
  await signIn(page, 'ada@example.com');
  await shows(page, 'authenticated', 'ada@example.com');
  expect(await server.sessions()).toHaveLength(1);
  return { point, server, context, page };
}

async function logOutAndHalt({ point, context, page }: Device): Promise<void> {
  await page.evaluate((at) => window.lab.haltAt(at), point);
  const halted = async () =>
    (await context.cookies()).find(({ name }) => name === 'halted')?.value ?? null;
  await expect.poll(halted, patience).toBe(point);
}

async function comesBackLoggedOut({ server, context }: Device): Promise<void> {
  const page = await openTab(context, `${server.url}/?ahead=60000`);
  await shows(page, 'loggedOut', 'nobody');
  await expect.poll(() => server.sessions(), patience).toEqual([]);
  await clean(page);
  expect(await dump(page)).toEqual(emptyDisk);
  const emails = await page.evaluate(() => window.lab.views.map(({ email }) => email));
  expect(new Set(emails)).toEqual(new Set([null]));
  await context.close();
  await server.close();
}

// Those in the tick of the call, and in the transaction that follows: there Firefox differs from Chromium.
// A page that stands still keeps a core busy: few at a time.
const groups = [0, 4].map((first) => points.slice(first, first + 4));

describe('pages killed during a logout', () => {
  it.each(groups.map((group) => ({ at: group.join(', '), group })))(
    'at $at come back logged out, and the server is told',
    async ({ group }) => {
      const devices = await Promise.all(group.map(signedIn));
      for (const device of devices) await logOutAndHalt(device);
      killPages();
      await Promise.all(
        devices.map((device) =>
          comesBackLoggedOut(device).catch((cause: unknown) => {
            throw new Error(`killed at ${device.point}`, { cause });
          }),
        ),
      );
    },
  );
});
