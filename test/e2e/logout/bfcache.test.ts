import { describe, expect, it } from 'vitest';
import { prepareModes } from './support/prepare-lab.js';
import { logout, ready, shows, signedIn } from './support/tab.js';

const inModes = prepareModes();

const ada = 'ada@example.com';

describe('the back/forward cache', () => {
  it(
    'takes a page with a started engine and a session, and gives it back working',
    inModes(async ({ server, open }) => {
      const page = await open();
      await signedIn(page, ada);
      await page.goto(`${server.url}/elsewhere`);
      await page.goBack({ waitUntil: 'commit' });
      await page.waitForFunction(() => window.lab?.shows.length === 2);
      expect(await page.evaluate(() => window.lab.shows)).toEqual([false, true]);
      await shows(page, 'authenticated', ada);

      expect(await logout(page)).toMatchObject({ code: 'done' });
      await shows(page, 'loggedOut', 'nobody');
      expect(await server.sessions()).toEqual([]);
    }),
  );

  it.each([
    ['any event', '/'],
    ['pageshow alone', '/?drowsy'],
  ])('shows no user after a logout that it did not hear of, woken by %s', (_, path) =>
    inModes(async ({ server, open }) => {
      const page = await open(path);
      await signedIn(page, ada);
      const other = await open('/?mute');
      await shows(other, 'authenticated', ada);
      await page.goto(`${server.url}/elsewhere`);
      expect(await logout(other)).toMatchObject({ code: 'done' });

      await page.goBack({ waitUntil: 'commit' });
      await ready(page);
      await shows(page, 'loggedOut', 'nobody');
      expect(await page.evaluate(() => window.lab.shows)).toEqual([false, true]);
    })(),
  );

  it(
    'has nothing of the user in its first frame, when Back is pressed after a logout',
    inModes(async ({ server, open }) => {
      const page = await open('/?private');
      await signedIn(page, ada);
      await page.goto(`${server.url}/?mute`);
      await shows(page, 'authenticated', ada);
      expect(await logout(page)).toMatchObject({ code: 'done' });
      await shows(page, 'loggedOut', 'nobody');

      await page.goBack({ waitUntil: 'commit' });
      await page.waitForFunction(() => window.lab?.firstFrames.length === 1);
      const [frame] = await page.evaluate(() => window.lab.firstFrames);
      expect(frame).toContain('nobody');
      expect(frame).not.toContain(ada);
    }),
  );

  it(
    'shows no user after a logout in another tab that tells everyone',
    inModes(async ({ server, open }) => {
      const page = await open();
      await signedIn(page, ada);
      const other = await open();
      await shows(other, 'authenticated', ada);
      await page.goto(`${server.url}/elsewhere`);
      expect(await logout(other)).toMatchObject({ code: 'done' });

      // Chromium throws a cached page away when its channel gets a message: it may load anew.
      await page.goBack({ waitUntil: 'commit' });
      await ready(page);
      await shows(page, 'loggedOut', 'nobody');
      await page.reload();
      await shows(page, 'loggedOut', 'nobody');
    }),
  );
});
