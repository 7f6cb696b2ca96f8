import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDevice, type Device } from './support/device.js';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.js';
import { clean, dump, logout, openTab, patience, shows } from './support/tab.js';

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

const queued = { code: 'revocation_queued', device: 'cleared', server: 'queued' };
const later = () => `${server.url}/?ahead=600000`;

describe('a logout that the server cannot hear', () => {
  it('is sent by another tab once the network is back', async () => {
    const tab = await device.signedIn(server.url, 'ada@example.com');
    await device.context.setOffline(true);
    expect(await logout(tab)).toEqual(queued);
    await shows(tab, 'loggedOut', 'nobody');
    expect(await dump(tab)).toMatchObject({ session: [], keys: [], revocations: [{}] });
    await tab.close();
    expect(server.backend.sessions.size).toBe(1);

    await device.context.setOffline(false);
    const other = await openTab(device.context, later());
    await shows(other, 'loggedOut', 'nobody');
    await expect.poll(() => server.backend.sessions.size, patience).toBe(0);
    await clean(other);
  });

  it('is sent at once when the network comes back to the same tab', async () => {
    const tab = await device.signedIn(server.url, 'ada@example.com');
    await device.context.setOffline(true);
    expect(await logout(tab)).toEqual(queued);
    await device.context.setOffline(false);
    await expect.poll(() => server.backend.sessions.size, patience).toBe(0);
    await clean(tab);
    await tab.waitForFunction(() => window.lab.auth.getView().pendingRevocations === 0);
  });

  it('is sent by another browser process once the service is back', async () => {
    const tab = await device.signedIn(server.url, 'ada@example.com');
    server.isDown = true;
    expect(await logout(tab)).toEqual(queued);
    const context = await device.restart();
    expect(server.backend.sessions.size).toBe(1);

    server.isDown = false;
    const other = await openTab(context, later());
    await shows(other, 'loggedOut', 'nobody');
    await expect.poll(() => server.backend.sessions.size, patience).toBe(0);
    await clean(other);
  });

  it('survives a crash of the whole browser once the device is cleared', async () => {
    const tab = await device.signedIn(server.url, 'ada@example.com');
    server.isDown = true;
    expect(await logout(tab)).toEqual(queued);
    const browser = device.context.browser();
    const gone = new Promise((resolve) => device.context.once('close', resolve));
    const devtools = await browser?.newBrowserCDPSession();
    devtools?.send('Browser.crash').catch(() => undefined);
    await gone;

    server.isDown = false;
    const other = await openTab(await device.restart(), later());
    await shows(other, 'loggedOut', 'nobody');
    await expect.poll(() => server.backend.sessions.size, patience).toBe(0);
    await clean(other);
  });
});
