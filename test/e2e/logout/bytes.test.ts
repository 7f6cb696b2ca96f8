import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { credentialsIn } from './support/credentials-in.js';
import { createDevice, type Device } from './support/device.js';
import { inBothModes, type Mode } from './support/mode.js';
import { type RealServer, startRealServer } from './support/real-server.js';
import { keepPlainly } from '../support/keep-plainly.js';
import { searchFiles } from '../support/search-files.js';
import { clean, logout, openTab, patience, shows, signedIn } from './support/tab.js';

/** A server, and a device of its own, in each mode. */
const onDevice = (run: (lab: BytesLab) => Promise<void>) =>
  inBothModes(async (mode) => {
    const cookie = mode === 'cookie only' && { only: true as const };
    const [server, device] = await Promise.all([startRealServer({ cookie }), createDevice()]);
    try {
      await run({ mode, server, device });
    } finally {
      await device.remove();
      await server.close();
    }
  });

interface BytesLab {
  readonly mode: Mode;
  readonly server: RealServer;
  readonly device: Device;
}

const email = 'ada.lovelace@analytical.example';

/** Signs in, and says what the page was given, or the browser alone. */
async function signIn({ mode }: BytesLab, page: Page) {
  await signedIn(page, email);
  const tokens =
    mode === 'cookie only'
      ? await credentialsIn(page.context())
      : await page.evaluate(() => window.lab.auth.getSessionTokens());
  if (!tokens) throw new Error('nobody is signed in');
  return tokens;
}

describe('a device after a logout and a closed browser', () => {
  it(
    'holds no byte of token, JWT or e-mail address, though a hand-written page leaves its own',
    onDevice(async (lab) => {
      const { server, device } = lab;
      const page = await openTab(device.context, server.url);
      const { sessionToken, sessionJwt } = await signIn(lab, page);
      expect(await server.knows(sessionToken)).toBe(true);
      await page.reload();
      await shows(page, 'authenticated', email);

      expect(await logout(page)).toMatchObject({ code: 'done' });
      await clean(page);
      expect(await server.knows(sessionToken)).toBe(false);
      const control = ['control-token-93b1c47d', 'grace.hopper@control.example'];
      await keepPlainly(page, control, { isDeleted: true });
      await device.context.close();

      const signature = sessionJwt.split('.')[2] ?? sessionJwt;
      const secrets = [sessionToken, sessionJwt, signature, email];
      const { found, files } = await searchFiles(device.profile.path, [...secrets, ...control]);
      for (const part of ['IndexedDB', 'Local Storage', 'Session Storage', 'Cache'])
        expect(files.some((path) => path.includes(`/Default/${part}/`))).toBe(true);
      for (const text of control)
        expect(found.some((each) => each.startsWith(text) && each.includes('IndexedDB'))).toBe(
          true,
        );
      expect(found.filter((each) => !control.some((text) => each.startsWith(text)))).toEqual([]);
    }),
  );

  it(
    'has told the real server of a logout that was asked for offline',
    onDevice(async (lab) => {
      const { server, device } = lab;
      const page = await openTab(device.context, server.url);
      const { sessionToken } = await signIn(lab, page);
      await device.context.setOffline(true);
      expect(await logout(page)).toMatchObject({ code: 'revocation_queued' });
      const context = await device.restart();
      expect(await server.knows(sessionToken)).toBe(true);

      const other = await openTab(context, `${server.url}/?ahead=600000`);
      await shows(other, 'loggedOut', 'nobody');
      await expect.poll(() => server.knows(sessionToken), patience).toBe(false);
      await clean(other);
    }),
  );
});
