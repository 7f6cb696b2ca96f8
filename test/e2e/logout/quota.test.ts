import { expect, it } from 'vitest';
import { prepareLab } from './support/prepare-lab.js';
import { dump, emptyDisk, logout, openTab, shows, signIn } from './support/tab.js';

const lab = prepareLab();

const ada = 'ada@example.com';

it('keeps a session in memory where the disk is full, and logs it out', async () => {
  const context = await lab.browser.newContext();
  const blank = await context.newPage();
  const devtools = await context.newCDPSession(blank);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin: lab.server.url, quotaSize: 1 });

  const page = await openTab(context, lab.server.url);
  await signIn(page, ada);
  await shows(page, 'authenticated', ada);
  expect(await page.evaluate(() => window.lab.auth.getView().storage)).toBe('memory');
  const faults = await page.evaluate(() =>
    window.lab.notices.filter(({ type }) => type === 'storageFault'),
  );
  expect(faults).toEqual([{ type: 'storageFault', code: 'quota_exceeded', operation: 'commit' }]);
  expect(await dump(page)).toEqual(emptyDisk);

  expect(await logout(page)).toMatchObject({ code: 'done' });
  expect(lab.server.backend.sessions.size).toBe(0);
  await page.reload();
  await shows(page, 'loggedOut', 'nobody');
  await context.close();
});
