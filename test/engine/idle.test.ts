import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Auth, AuthOptions } from '../../src/engine/index.js';
import { createDevice, createServer, signIn, viewOf } from '../support/device.js';
import type { Environment } from '../../src/services/index.js';
import { createApp } from './support/cookie-app.js';
import { nextNotice, openTab } from './support/tab.js';
import { advanceUntil, fakeTime, settle } from './support/time.js';

beforeEach(() => {
  fakeTime();
});
afterEach(() => {
  vi.useRealTimers();
});

const MINUTE = 60_000;
const idle = { after: 15 * MINUTE, warnBefore: 2 * MINUTE };
const ACTIVE = 'moonkey:pk_test_1:active';

/** Two tabs of one user, with a limit. */
async function openTwo(options: Partial<AuthOptions> = { idle }) {
  const device = createDevice();
  const server = createServer();
  const open = () => device.openTab({ ...options, backend: server.backend });
  const first = open();
  await viewOf(first.auth, ({ ready }) => ready);
  await signIn(first.auth);
  const second = open();
  await viewOf(second.auth, ({ isAuthenticated }) => isAuthenticated);
  return { device, server, first, second, open };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the end', () => {
  test('comes after the limit: warned of, then an ordinary logout with a reason', async () => {
    const { auth, server, device } = await openTab({ idle });
    await signIn(auth);
    expect(auth.getView().idle).toBeNull();
    const { signal } = auth;
    await pass(13 * MINUTE - 1);
    expect(auth.getView().idle).toBeNull();
    await pass(1);
    expect(auth.getView().idle).toEqual({ endsAt: Date.now() + 2 * MINUTE });
    expect(auth.getView().isAuthenticated).toBe(true);
    const gone = nextNotice(auth, 'loggedOut');
    await pass(2 * MINUTE);
    expect(auth.getView()).toMatchObject({ isAuthenticated: false, user: null, idle: null });
    expect(signal.aborted).toBe(true);
    expect(await gone).toMatchObject({ reason: 'idle', device: 'cleared' });
    await advanceUntil(() => server.countOf('revoke') === 1, 10_000);
    await advanceUntil(() => auth.getView().pendingRevocations === 0, 10_000);
    expect(await device.dump()).toEqual({ keys: [], revocations: [], session: [] });
  });

  test('runs the cleaners, and asks no guard', async () => {
    const { auth } = await openTab({ idle });
    const clean = vi.fn<() => void>();
    const guard = vi.fn<() => boolean>(() => false);
    auth.addCleaner('cache', clean);
    auth.addLogoutGuard(guard);
    await signIn(auth);
    void auth.logout().catch(() => {});
    await pass(15 * MINUTE);
    expect(await viewOf(auth, ({ status }) => status === 'loggedOut')).toMatchObject({
      reason: 'idle',
    });
    expect(clean).toHaveBeenCalledTimes(1);
  });

  test('does not come without the option, nor while nobody is signed in', async () => {
    const { auth } = await openTab();
    await signIn(auth);
    await auth.stayActive();
    await pass(50 * MINUTE);
    expect(auth.getView()).toMatchObject({ isAuthenticated: true, idle: null });
  });

  test('comes without a warning where none is wanted', async () => {
    const { auth } = await openTab({ idle: { after: MINUTE, warnBefore: 0 } });
    const seen: unknown[] = [];
    await signIn(auth);
    auth.subscribe((view) => seen.push(view.idle));
    await pass(MINUTE);
    expect(auth.getView().isAuthenticated).toBe(false);
  });
});

describe('activity', () => {
  test.each(['pointerdown', 'pointermove', 'keydown', 'wheel', 'scroll'] as const)(
    '%s puts the end off',
    async (type) => {
      const { auth, fire } = await openTab({ idle });
      await signIn(auth);
      await pass(10 * MINUTE);
      fire(type);
      await pass(14 * MINUTE);
      expect(auth.getView()).toMatchObject({ isAuthenticated: true });
      fire(type);
      expect(auth.getView().idle).toBeNull();
      await pass(15 * MINUTE);
      expect(auth.getView().isAuthenticated).toBe(false);
    },
  );

  test('counts up to the last act, though only a few are told of', async () => {
    const { auth, fire } = await openTab({ idle });
    await signIn(auth);
    await pass(10_000);
    fire('pointermove');
    await pass(4_000);
    fire('pointermove');
    await pass(13 * MINUTE - 1);
    expect(auth.getView().idle).toBeNull();
    await pass(1);
    expect(auth.getView().idle).toEqual({ endsAt: Date.now() + 2 * MINUTE });
  });

  test('ends a warning, also by stayActive()', async () => {
    const { auth } = await openTab({ idle });
    await signIn(auth);
    await pass(14 * MINUTE);
    expect(auth.getView().idle).not.toBeNull();
    await auth.stayActive();
    expect(auth.getView().idle).toBeNull();
    await pass(13 * MINUTE - 1);
    expect(auth.getView().idle).toBeNull();
  });

  test('is no refresh, and no message of another tab', async () => {
    const { first, second } = await openTwo();
    await pass(10 * MINUTE);
    await first.auth.getSessionTokens({ refresh: true });
    await second.auth.getSessionTokens({ refresh: true });
    await pass(5 * MINUTE);
    expect(first.auth.getView().isAuthenticated).toBe(false);
    expect(second.auth.getView().isAuthenticated).toBe(false);
  });

  test('in one tab is activity in all', async () => {
    const { first, second } = await openTwo();
    await pass(14 * MINUTE);
    expect(first.auth.getView().idle).not.toBeNull();
    second.fire('keydown');
    await settle();
    expect(first.auth.getView().idle).toBeNull();
    await pass(14 * MINUTE);
    expect(first.auth.getView().isAuthenticated).toBe(true);
  });

  test('that a tab did not hear of is found in the note before it decides', async () => {
    const { auth, device } = await openTab({ idle });
    await signIn(auth);
    const { generation = '' } = auth.actor.getSnapshot().context.session ?? {};
    await pass(14.5 * MINUTE);
    const at = JSON.stringify({ generation, activeAt: Date.now() });
    device.environment().environment.localStorage?.setItem(ACTIVE, at);
    await pass(10 * MINUTE);
    expect(auth.getView()).toMatchObject({ isAuthenticated: true });
    await pass(5 * MINUTE);
    expect(auth.getView().isAuthenticated).toBe(false);
  });

  test.each([
    ['no localStorage', { localStorage: undefined }],
    ['no channel', { openChannel: undefined }],
    [
      'neither page nor channel nor localStorage',
      { openChannel: undefined, localStorage: undefined },
    ],
  ])('is counted with %s', async (_, environment) => {
    const { auth, fire } = await openTab({ idle, environment });
    await signIn(auth);
    await pass(10 * MINUTE);
    fire('keydown');
    await pass(10 * MINUTE);
    expect(auth.getView().isAuthenticated).toBe(true);
    await pass(5 * MINUTE);
    expect(auth.getView().isAuthenticated).toBe(false);
  });
});

describe('all tabs', () => {
  test('end together, each with the reason; the server is told once', async () => {
    const { first, second, server } = await openTwo();
    await pass(15 * MINUTE);
    for (const { auth } of [first, second])
      expect(await viewOf(auth, ({ status }) => status === 'loggedOut')).toMatchObject({
        reason: 'idle',
      });
    await advanceUntil(() => server.countOf('revoke') > 0, 10_000);
    await pass(MINUTE);
    expect(server.countOf('revoke')).toBe(1);
  });

  test('who is active in one is so in another that knows the session by another name', async () => {
    const app = createApp();
    app.visit('s1');
    const device = createDevice();
    const open = (environment: Partial<Environment> = {}) =>
      device.openTab({ environment, backend: app.backend, idle });
    const memory = open({ indexedDB: undefined });
    await viewOf(memory.auth, ({ isAuthenticated }) => isAuthenticated);
    const stored = open();
    await viewOf(stored.auth, ({ isAuthenticated }) => isAuthenticated);
    await pass(14 * MINUTE);
    expect(memory.auth.getView().idle).not.toBeNull();
    stored.fire('pointerdown');
    await settle();
    expect(memory.auth.getView().idle).toBeNull();
    await pass(2 * MINUTE);
    expect(memory.auth.getView().isAuthenticated).toBe(true);
    memory.fire('pointerdown');
    await pass(14 * MINUTE);
    expect(stored.auth.getView().isAuthenticated).toBe(true);
  });

  test('a tab without a limit of its own says why, too', async () => {
    const { device, server, first } = await openTwo();
    const other = device.openTab({ backend: server.backend });
    await viewOf(other.auth, ({ isAuthenticated }) => isAuthenticated);
    await pass(15 * MINUTE);
    expect(first.auth.getView().isAuthenticated).toBe(false);
    expect(await viewOf(other.auth, ({ status }) => status === 'loggedOut')).toMatchObject({
      reason: 'idle',
    });
  });
});

describe('sleep', () => {
  test('counts from the last thing that the user did, told of or not', async () => {
    const { auth, fire } = await openTab({ idle: { after: MINUTE } });
    await signIn(auth);
    fire('pointerdown');
    await pass(1_000);
    fire('pointerdown');
    vi.setSystemTime(Date.now() + 59_500);
    fire('focus');
    await settle();
    expect(auth.getView().isAuthenticated).toBe(true);
    vi.setSystemTime(Date.now() + 600);
    fire('focus');
    await settle();
    expect(auth.getView().isAuthenticated).toBe(false);
  });

  test.each(['visibilitychange', 'pageshow', 'resume', 'focus', 'keydown'] as const)(
    'counts: after it %s shows nobody, and makes nobody active',
    async (type) => {
      const warn = vi.spyOn(console, 'warn');
      const { auth, fire } = await openTab({ idle });
      await signIn(auth);
      vi.setSystemTime(Date.now() + 16 * MINUTE);
      fire(type);
      expect(warn).not.toHaveBeenCalled();
      expect(auth.getView().isAuthenticated).toBe(false);
      expect(await viewOf(auth, ({ status }) => status === 'loggedOut')).toMatchObject({
        reason: 'idle',
      });
    },
  );

  test('counts while it is asked whether the session is over, too', async () => {
    const { auth, fire, server } = await openTab({ idle });
    server.sessionLife = 10 * 60;
    await signIn(auth);
    vi.setSystemTime(Date.now() + 16 * MINUTE);
    const seen: boolean[] = [];
    auth.subscribe((view) => seen.push(view.isAuthenticated));
    fire('visibilitychange');
    const view = await viewOf(auth, ({ status }) => status === 'loggedOut');
    expect(view).toMatchObject({ reason: 'idle' });
    expect(seen).not.toContain(true);
  });

  test('hands out no tokens, and sends nothing, before it is decided', async () => {
    const { auth } = await openTab({ idle });
    await signIn(auth);
    vi.setSystemTime(Date.now() + 16 * MINUTE);
    expect(await auth.getSessionTokens()).toBeNull();
    expect(auth.getView().isAuthenticated).toBe(false);
  });

  test('of a whole browser: the next page shows nobody, says why, and tells the server', async () => {
    const { first, second, open, server } = await openTwo();
    first.auth.dispose();
    second.auth.dispose();
    vi.setSystemTime(Date.now() + 16 * MINUTE);
    const { auth } = open();
    const seen: boolean[] = [];
    auth.subscribe((view) => seen.push(view.isAuthenticated));
    const view = await viewOf(auth, ({ ready }) => ready);
    expect(view).toMatchObject({ isAuthenticated: false, reason: 'idle' });
    await advanceUntil(() => server.countOf('revoke') === 1, 10_000);
    expect(seen).not.toContain(true);
  });

  test('shorter than the limit: the next page goes on', async () => {
    const { first, second, open } = await openTwo();
    first.auth.dispose();
    second.auth.dispose();
    vi.setSystemTime(Date.now() + 14 * MINUTE);
    const { auth } = open();
    expect(await viewOf(auth, ({ ready }) => ready)).toMatchObject({ isAuthenticated: true });
  });

  test('a clock that is put back prolongs nothing', async () => {
    const { auth } = await openTab({ idle });
    await signIn(auth);
    await pass(MINUTE);
    vi.setSystemTime(Date.now() - 60 * MINUTE);
    await pass(14 * MINUTE);
    expect(auth.getView().isAuthenticated).toBe(false);
  });
});

/** Waits until no refresh is under way. */
async function refreshed({ actor }: Auth) {
  do await settle();
  while (actor.getSnapshot().matches({ authenticated: { tokens: 'refreshing' } }));
}

test('activity prolongs a session that the server would end before: once a minute at most', async () => {
  const { auth, server, fire } = await openTab({ idle });
  server.sessionLife = 15 * 60;
  await signIn(auth);
  for (let half = 0; half < 40; half += 1) {
    fire('keydown');
    await refreshed(auth);
    await pass(MINUTE / 2);
  }
  expect(auth.getView().isAuthenticated).toBe(true);
  expect(server.countOf('refresh')).toBeGreaterThan(15);
  expect(server.countOf('refresh')).toBeLessThan(22);
});

test('a logout, and the next user, end the watch of the one before', async () => {
  const { auth } = await openTab({ idle });
  await signIn(auth);
  await pass(14 * MINUTE);
  await Promise.all([auth.logout(), pass(1_000)]);
  await signIn(auth, 'grace@example.test');
  expect(auth.getView().idle).toBeNull();
  await pass(13 * MINUTE - 1);
  expect(auth.getView()).toMatchObject({ isAuthenticated: true, idle: null });
});

test.each([
  [{ after: 0 }, '"idle.after" must be a number of ms, from 1 to 2147483647'],
  [{ warnBefore: 5 }, '"idle.after" must be a number of ms'],
  [{ after: 5, warnBefore: 6 }, '"idle.warnBefore" must be at most "after"'],
  [{ after: 5, warnAfter: 1 }, '"idle.warnAfter" is not an option'],
  [5, '"idle" must be an object'],
])('the option %j is refused, by name', async (wrong, message) => {
  const { createAuth } = await import('../../src/engine/index.js');
  const options = { publishableKey: 'pk_test_1', idle: wrong } as unknown as AuthOptions;
  expect(() => createAuth(options)).toThrow(message);
});
