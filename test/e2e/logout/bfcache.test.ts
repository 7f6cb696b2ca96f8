import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDevice, type Device } from './support/device.js';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.js';
import { logout, openTab, ready, shows } from './support/tab.js';

let server: ScriptedServer;
let device: Device;

beforeEach(async () => {
  server = await startScriptedServer();
  device = await createDevice();
});
afterEach(async () => {
  await device.remove();
  await server.close();
});

describe('the back/forward cache', () => {
  it('takes a page with a started engine and a session, and gives it back working', async () => {
    const page = await device.signedIn(server.url, 'ada@example.com');
    await page.goto(`${server.url}/elsewhere`);
    await page.goBack({ waitUntil: 'commit' });
    await page.waitForFunction(() => window.lab?.shows.length === 2);
    expect(await page.evaluate(() => window.lab.shows)).toEqual([false, true]);
    await shows(page, 'authenticated', 'ada@example.com');

    expect(await logout(page)).toMatchObject({ code: 'done' });
    await shows(page, 'loggedOut', 'nobody');
    expect(server.backend.sessions.size).toBe(0);
  });

  it.each([
    ['that tells nobody', '/?mute'],
    ['like any other', '/'],
  ])('shows no user after a logout in another tab, one %s', async (_, path) => {
    const page = await device.signedIn(server.url, 'ada@example.com');
    const other = await openTab(device.context, server.url + path);
    await shows(other, 'authenticated', 'ada@example.com');
    await page.goto(`${server.url}/elsewhere`);
    expect(await logout(other)).toMatchObject({ code: 'done' });

    await page.goBack({ waitUntil: 'commit' });
    await ready(page);
    await shows(page, 'loggedOut', 'nobody');
    expect(await page.evaluate(() => window.lab.shows)).toEqual([false, true]);
  });
});
