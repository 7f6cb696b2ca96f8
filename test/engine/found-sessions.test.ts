import { describe, expect, test, vi } from 'vitest';
import type { CryptoLike } from '../../src/services/environment.js';
import type { Backend, Environment } from '../../src/services/index.js';
import { createDevice, viewOf } from '../support/device.js';
import { createApp, grantOf } from './support/cookie-app.js';
import { deferred, errorOf } from './support/tab.js';

const noDisk: Partial<Environment> = { indexedDB: undefined };
const noNotes: Partial<Environment> = { localStorage: undefined, cookies: undefined };

const BEN = { id: 'user_2', email: 'ben@example.com', createdAt: 1_700_000_000 };

/** One browser, with a session that somebody else has set a cookie for. */
function visit() {
  const app = createApp();
  app.visit('s1');
  const device = createDevice();
  const { locks } = device.environment().environment;
  return {
    app,
    device,
    open: (environment: Partial<Environment> = {}, more: Partial<Backend> = {}) =>
      device.openTab({ environment, backend: { ...app.backend, ...more } }),
    /** Whoever asks holds a lock until what was found is dealt with. */
    dealtWith: async () => {
      await locks?.request('moonkey:pk_test_1:current', {}, () => Promise.resolve());
    },
    revocations: () => app.asked.filter((what) => what === 'revoke').length,
  };
}

describe('one session that several tabs have found', () => {
  test('a logout reaches the tab that knows it by another name', async () => {
    const { app, open } = visit();
    const one = open(noDisk);
    const other = open(noDisk);
    await viewOf(one.auth, (view) => view.isAuthenticated);
    await viewOf(other.auth, (view) => view.isAuthenticated);
    await one.auth.logout();
    await viewOf(other.auth, (view) => !view.isAuthenticated);
    expect(app.state.alive.size).toBe(0);
  });

  test('a tab with no disk takes what another one has stored for its own', async () => {
    const { app, device, open, revocations } = visit();
    const memory = open(noDisk);
    await viewOf(memory.auth, (view) => view.isAuthenticated);
    const shown: boolean[] = [];
    memory.auth.subscribe((view) => shown.push(view.isAuthenticated));
    const stored = open();
    await viewOf(stored.auth, (view) => view.isAuthenticated);
    expect(device.posted).toContainEqual(
      expect.objectContaining({ type: 'signedIn', sessionId: 's1' }),
    );
    expect(shown).not.toContain(false);
    expect(revocations()).toBe(0);

    await memory.auth.logout();
    await viewOf(stored.auth, (view) => !view.isAuthenticated);
    expect(app.state.alive.size).toBe(0);
  });
});

test('a session that another tab logs out while this one cannot seal it is not shown', async () => {
  const { app, open } = visit();
  const memory = open(noDisk);
  await viewOf(memory.auth, (view) => view.isAuthenticated);
  const sealing = deferred<never>();
  const generateKey = vi.fn<() => Promise<never>>(() => sealing.promise);
  const { subtle } = globalThis.crypto;
  const crypto: CryptoLike = {
    getRandomValues: (array) => globalThis.crypto.getRandomValues(array),
    subtle: {
      encrypt: subtle.encrypt.bind(subtle),
      decrypt: subtle.decrypt.bind(subtle),
      generateKey,
    },
  };
  // What the other tab says arrives too late.
  const other = open({ crypto, openChannel: undefined, page: undefined });
  const shown: boolean[] = [];
  other.auth.subscribe((view) => shown.push(view.isAuthenticated));
  await vi.waitFor(() => expect(generateKey).toHaveBeenCalled(), { timeout: 30_000 });
  await memory.auth.logout();
  sealing.reject(new DOMException('No key today.', 'OperationError'));
  await viewOf(other.auth, ({ status }) => status === 'loggedOut');
  expect(shown).not.toContain(true);
  expect(app.state.alive.size).toBe(0);
});

test('a session that another sign-in has replaced is not stored by a tab that still brings it in', async () => {
  const { app, open } = visit();
  const slow = open();
  await viewOf(slow.auth, (view) => view.isAuthenticated);
  const cleaned = deferred();
  slow.auth.addCleaner('slow', () => cleaned.promise);
  app.visit('s2');
  const arrival = errorOf(slow.auth.signInWith(() => Promise.resolve(grantOf('s2'))));
  await viewOf(slow.auth, ({ status }) => status === 'loggingOut');
  const next = open();
  await viewOf(next.auth, (view) => view.isAuthenticated);
  app.visit('s3');
  await next.auth.signInWith(() => Promise.resolve(grantOf('s3', { user: BEN })));
  await vi.waitFor(() => expect(app.state.alive).toEqual(new Set(['s3'])));
  const shown: (string | undefined)[] = [];
  slow.auth.subscribe(({ user }) => shown.push(user?.id));
  cleaned.resolve();
  expect(await arrival).toMatchObject({ code: 'signed_out' });
  expect(shown).not.toContain('user_1');
});

/** A database that is there, and forbidden. */
const forbidden: Partial<Environment> = {
  indexedDB: {
    open() {
      throw new DOMException('Forbidden.', 'SecurityError');
    },
  } as unknown as IDBFactory,
};

describe('where the disk cannot be read', () => {
  test('a tab without notes does not say that the device is clear: another one may have stored the session', async () => {
    const { app, open } = visit();
    const stored = open(noNotes);
    await viewOf(stored.auth, (view) => view.isAuthenticated);
    const memory = open({ ...noNotes, ...forbidden });
    await viewOf(memory.auth, (view) => view.isAuthenticated);
    expect(await errorOf(memory.auth.logout())).toMatchObject({
      code: 'device_not_cleared',
      device: 'failed',
      server: 'revoked',
    });
    expect(app.state.alive.size).toBe(0);
  });

  test('a logout of what is on it does not mean who has signed in since', async () => {
    const { app, open, dealtWith, revocations } = visit();
    app.state.alive.clear();
    const first = open(forbidden);
    expect(await errorOf(first.auth.logout())).toMatchObject({ code: 'device_not_cleared' });
    app.visit('s2');
    await first.auth.signInWith(() => Promise.resolve(grantOf('s2')));
    const asked = app.asked.length;
    const next = open(forbidden);
    await expect.poll(() => app.asked.length).toBeGreaterThan(asked);
    await dealtWith();
    await viewOf(next.auth, (view) => view.isAuthenticated);
    expect(revocations()).toBe(0);
  });
});

describe('a session that was signed out, found again', () => {
  test('while its revocation is on its way: that is not sent twice', async () => {
    const { app, device, dealtWith } = visit();
    const gate = deferred();
    let sent = 0;
    const backend = {
      ...app.backend,
      async revoke(...proof: Parameters<typeof app.backend.revoke>) {
        sent += 1;
        await gate.promise;
        return app.backend.revoke(...proof);
      },
    };
    const { auth } = device.openTab({ backend });
    await viewOf(auth, (view) => view.isAuthenticated);
    const leaving = auth.logout();
    await expect.poll(() => sent).toBe(1);
    const asked = app.asked.length;
    const other = device.openTab({ backend });
    await expect.poll(() => app.asked.length).toBeGreaterThan(asked);
    await dealtWith();
    expect(sent).toBe(1);
    expect(await other.auth.getPendingRevocations()).toHaveLength(1);
    gate.resolve();
    await leaving;
    expect(other.auth.getView().isAuthenticated).toBe(false);
    expect(app.state.alive.size).toBe(0);
  });

  test('is known by what waits to be sent, where the browser keeps no notes', async () => {
    const { app, open, dealtWith } = visit();
    const first = open(noNotes);
    await viewOf(first.auth, (view) => view.isAuthenticated);
    app.state.isDeaf = true;
    expect(await errorOf(first.auth.logout())).toMatchObject({ code: 'revocation_queued' });
    first.auth.dispose();

    const asked = app.asked.filter((what) => what === 'read').length;
    const next = open(noNotes);
    await expect
      .poll(() => app.asked.filter((what) => what === 'read').length)
      .toBeGreaterThan(asked);
    await dealtWith();
    expect(next.auth.getView().isAuthenticated).toBe(false);
    expect(await next.auth.getPendingRevocations()).toHaveLength(1);
  });

  test('is known by what was heard, where the browser keeps nothing at all', async () => {
    const { app, open, dealtWith } = visit();
    const nothing = { ...noNotes, ...noDisk };
    const one = open(nothing);
    await viewOf(one.auth, (view) => view.isAuthenticated);
    const gate = deferred();
    let isAsked = false;
    const other = open(nothing, {
      async current(signal) {
        const found = (await app.backend.current?.(signal)) ?? null;
        isAsked = true;
        await gate.promise;
        return found;
      },
    });
    await expect.poll(() => isAsked).toBe(true);
    app.state.isDeaf = true;
    expect(await errorOf(one.auth.logout())).toMatchObject({ code: 'revocation_queued' });
    gate.resolve();
    await dealtWith();
    expect(other.auth.getView().isAuthenticated).toBe(false);
  });
});

test('a session whose cookie is to end with the browser ends with its last tab', async () => {
  const { app, open } = visit();
  const current = () =>
    Promise.resolve(app.state.alive.has('s1') ? grantOf('s1', { remember: false }) : null);
  const first = open({}, { current });
  await viewOf(first.auth, (view) => view.isAuthenticated);
  first.auth.dispose();
  const next = open({}, { current });
  const { isAuthenticated } = await next.auth.ready();
  expect(isAuthenticated).toBe(false);
  await expect.poll(() => app.state.alive.size, { timeout: 30_000 }).toBe(0);
});

describe('a logout while it is asked whose session the cookie is', () => {
  /** A tab whose question is answered by the test. */
  async function askingTab() {
    const { app, device, dealtWith, revocations } = visit();
    const gate = deferred();
    let isAsked = false;
    const backend: Backend = {
      ...app.backend,
      async current(signal) {
        const found = (await app.backend.current?.(signal)) ?? null;
        isAsked = true;
        await gate.promise;
        return found;
      },
    };
    const { auth } = device.openTab({ backend });
    await expect.poll(() => isAsked).toBe(true);
    const answer = async () => {
      gate.resolve();
      await dealtWith();
    };
    return { app, auth, answer, revocations };
  }

  test('of nobody means whoever is found', async () => {
    const { app, auth, answer } = await askingTab();
    await auth.logout();
    await answer();
    expect(auth.getView().isAuthenticated).toBe(false);
    await expect.poll(() => app.state.alive.size).toBe(0);
  });

  test('of who has signed in since means that one: who is found is neither shown nor revoked', async () => {
    const { app, auth, answer, revocations } = await askingTab();
    app.state.alive.add('s2');
    await auth.signInWith(() => Promise.resolve(grantOf('s2')));
    await auth.logout();
    await answer();
    expect(auth.getView().isAuthenticated).toBe(false);
    expect(await auth.getPendingRevocations()).toEqual([]);
    expect([...app.state.alive]).toEqual(['s1']);
    expect(revocations()).toBe(1);
  });
});

test('recheck() finds a session that the server has begun while the page was open', async () => {
  const { app, open } = visit();
  app.state.cookie = null;
  const { auth } = open();
  expect(await auth.ready()).toMatchObject({ isAuthenticated: false });
  await expect.poll(() => app.asked, { timeout: 30_000 }).toEqual(['read']);
  app.visit('s2');
  const now = Date.now() + 61_000;
  vi.spyOn(Date, 'now').mockReturnValue(now);
  await auth.recheck();
  await viewOf(auth, (view) => view.isAuthenticated);
  vi.restoreAllMocks();
});
