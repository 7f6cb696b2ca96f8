import { expect, it } from 'vitest';
import { prepareModes } from './support/prepare-lab.js';
import { dump, emptyDisk, logout, openTab, shows, signedIn } from './support/tab.js';

const inModes = prepareModes();

const ada = 'ada@example.com';

it(
  'keeps a session in memory where the disk is full, and logs it out',
  inModes(async ({ server, browser }) => {
    const context = await browser.newContext();
    const blank = await context.newPage();
    const devtools = await context.newCDPSession(blank);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });

    const page = await openTab(context, server.url);
    await signedIn(page, ada);
    expect(await page.evaluate(() => window.lab.auth.getView().storage)).toBe('memory');
    const faults = await page.evaluate(() =>
      window.lab.notices.filter(({ type }) => type === 'storageFault'),
    );
    expect(faults).toEqual([{ type: 'storageFault', code: 'quota_exceeded', operation: 'commit' }]);
    expect(await dump(page)).toEqual(emptyDisk);

    expect(await logout(page)).toMatchObject({ code: 'done' });
    expect(await server.sessions()).toEqual([]);
    await page.reload();
    await shows(page, 'loggedOut', 'nobody');
    await context.close();
  }),
);
