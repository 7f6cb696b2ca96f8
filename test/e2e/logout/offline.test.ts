import type { BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { credentialsIn } from './support/credentials-in.js';
import { createDevice, type Device } from './support/device.js';
import type { LabServer } from './support/lab-server.js';
import { inBothModes, type Mode } from './support/mode.js';
import { prepareModes } from './support/prepare-lab.js';
import { clean, dump, logout, openTab, patience, shows, signedIn } from './support/tab.js';

const inModes = prepareModes();
const devices = new Map<Mode, Device>();

beforeAll(() => inBothModes(async (mode) => void devices.set(mode, await createDevice()))());
afterAll(async () => {
  for (const device of devices.values()) await device.remove();
});

/** Runs a test on the profile of each mode: with the browser that the test before has started last. */
const onDevice = (run: (lab: DeviceLab) => Promise<void>) =>
  inModes(async ({ mode, server }) => {
    const device = devices.get(mode);
    if (!device) throw new Error('no device');
    await run({ server, device, queued: queuedIn(mode) });
  });

interface DeviceLab {
  readonly server: LabServer;
  readonly device: Device;
  readonly queued: ReturnType<typeof queuedIn>;
}

/** How a logout ends that the server does not hear: a cookie that no script can take away is left until it has. */
const queuedIn = (mode: Mode) => ({
  code: 'revocation_queued',
  device: mode === 'cookie only' ? 'cookieLeft' : 'cleared',
  server: 'queued',
});

/** A page that opens later shows nobody, and tells the server. */
async function isToldLater(server: LabServer, context: BrowserContext): Promise<void> {
  const other = await openTab(context, `${server.url}/?ahead=600000`);
  await shows(other, 'loggedOut', 'nobody');
  await expect.poll(() => server.sessions(), patience).toEqual([]);
  await clean(other);
  const nothing = { sessionToken: '', sessionJwt: '' };
  await expect.poll(() => credentialsIn(context), patience).toEqual(nothing);
}

const ada = 'ada@example.com';

describe('a logout that the server cannot hear', () => {
  it(
    'is sent by another tab once the network is back',
    inModes(async ({ mode, server, context, open }) => {
      const tab = await open();
      await signedIn(tab, ada);
      await context.setOffline(true);
      expect(await logout(tab)).toEqual(queuedIn(mode));
      await shows(tab, 'loggedOut', 'nobody');
      expect(await dump(tab)).toMatchObject({ session: [], keys: [], revocations: [{}] });
      await tab.close();
      expect(await server.sessions()).toHaveLength(1);

      await context.setOffline(false);
      await isToldLater(server, context);
    }),
  );

  it(
    'is sent at once when the network comes back to the same tab',
    inModes(async ({ mode, server, context, open }) => {
      const tab = await open();
      await signedIn(tab, ada);
      await context.setOffline(true);
      expect(await logout(tab)).toEqual(queuedIn(mode));
      await context.setOffline(false);
      await expect.poll(() => server.sessions(), patience).toEqual([]);
      await clean(tab);
      await tab.waitForFunction(() => window.lab.auth.getView().pendingRevocations === 0);
    }),
  );

  it(
    'is sent by another browser process once the service is back',
    onDevice(async ({ server, device, queued }) => {
      const tab = await device.signedIn(server.url, ada);
      server.isDown = true;
      expect(await logout(tab)).toEqual(queued);
      const context = await device.restart();
      expect(await server.sessions()).toHaveLength(1);

      server.isDown = false;
      await isToldLater(server, context);
    }),
  );

  it(
    'survives a crash of the whole browser once the device is cleared',
    onDevice(async ({ server, device, queued }) => {
      const tab = await device.signedIn(server.url, ada);
      server.isDown = true;
      expect(await logout(tab)).toEqual(queued);
      const browser = device.context.browser();
      const gone = new Promise((resolve) => device.context.once('close', resolve));
      const devtools = await browser?.newBrowserCDPSession();
      devtools?.send('Browser.crash').catch(() => undefined);
      await gone;

      server.isDown = false;
      await isToldLater(server, await device.restart());
    }),
  );
});
