import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser } from './support/browser.js';
import { logOutAndCrashAt } from './support/crash-at.js';
import type { LabServer } from './support/lab-server.js';
import { inBothModes, type Mode, modes } from './support/mode.js';
import { points } from './support/points.js';
import { startServer } from './support/prepare-lab.js';
import { clean, dump, emptyDisk, openTab, patience, shows, signedIn } from './support/tab.js';

/** A device of one mode, of which the page that comes back is the next one to be killed. */
interface CrashLab {
  readonly server: LabServer;
  readonly context: BrowserContext;
  page: Page | undefined;
  /** How often its clock was put on: each time the leases and pauses of the last page are over. */
  opened: number;
}

const labs = new Map<Mode, CrashLab>();
let browser: Awaited<ReturnType<typeof launchBrowser>>;

beforeAll(async () => {
  browser = await launchBrowser();
  for (const mode of modes) {
    const [server, context] = await Promise.all([startServer(mode), browser.newContext()]);
    labs.set(mode, { server, context, page: undefined, opened: 0 });
  }
});
afterAll(async () => {
  await browser.close();
  for (const { server } of labs.values()) await server.close();
});

function open(lab: CrashLab): Promise<Page> {
  lab.opened += 1;
  return openTab(lab.context, `${lab.server.url}/?ahead=${lab.opened * 60_000}`);
}

describe('a renderer killed during a logout', () => {
  it.each(points)('at %s comes back logged out, and the server is told', (point) =>
    inBothModes(async (mode) => {
      const lab = labs.get(mode);
      if (!lab) throw new Error('no device');
      const { server, context } = lab;
      const page = lab.page ?? (await open(lab));
      lab.page = undefined;
      await signedIn(page, 'ada@example.com');
      expect(await server.sessions()).toHaveLength(1);

      await logOutAndCrashAt(page, point);

      const reopened = await open(lab);
      await shows(reopened, 'loggedOut', 'nobody');
      await expect.poll(() => server.sessions(), patience).toEqual([]);
      await clean(reopened);
      expect(await dump(reopened)).toEqual(emptyDisk);
      const emails = await reopened.evaluate(() => window.lab.views.map(({ email }) => email));
      expect(new Set(emails)).toEqual(new Set([null]));
      // What no script can take away, the server's answer does.
      await expect.poll(() => context.cookies(), patience).toEqual([]);
      await page.close();
      lab.page = reopened;
    })(),
  );
});
