import { describe, expect, test, vi } from 'vitest';
import type { PageEventType } from '../../src/services/environment.js';
import { SECRETS, createDevice, createServer, signIn, viewOf } from '../support/device.js';

/** A tab that hears nothing: as if it slept in the back/forward cache. */
async function sleepingTab() {
  const device = createDevice();
  const server = createServer();
  const awake = device.openTab({ backend: server.backend });
  await signIn(awake.auth);
  const { environment, fire } = device.environment({ openChannel: undefined });
  const listening: PageEventType[] = [];
  const page = environment.page && {
    ...environment.page,
    listen: (
      type: PageEventType,
      listener: Parameters<NonNullable<typeof environment.page>['listen']>[1],
    ) => {
      listening.push(type);
      return type === 'storage'
        ? () => {}
        : (environment.page?.listen(type, listener) ?? (() => {}));
    },
  };
  const { auth } = device.openTab({
    backend: server.backend,
    environment: { ...environment, page },
  });
  await viewOf(auth, (view) => view.isAuthenticated);
  // It falls asleep once it has had a second look at the disk, of which it asks before this.
  await vi.waitFor(() => expect(listening).toContain('pageshow'));
  await auth.getPendingRevocations();
  return { device, server, awake: awake.auth, auth, fire };
}

const wakes = ['pageshow', 'visibilitychange', 'resume', 'focus'] as const;

test.each(wakes)('%s: a logout that was slept through shows in the same tick', async (type) => {
  const { awake, auth, fire, server } = await sleepingTab();
  await awake.logout();
  expect(auth.getView().isAuthenticated).toBe(true);
  const requests = server.calls.length;
  fire(type);
  expect(auth.getView()).toMatchObject({ isAuthenticated: false, user: null });
  await viewOf(auth, ({ status }) => status === 'loggedOut');
  expect(server.calls).toHaveLength(requests);
});

test.each(wakes)('%s: a user switch that was slept through is made up for', async (type) => {
  const { awake, auth, fire } = await sleepingTab();
  await awake.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  expect(auth.getView().user?.email).toBe(SECRETS.email);
  fire(type);
  const view = await viewOf(auth, ({ user }) => user?.email === 'bob@example.com');
  expect(view.isAuthenticated).toBe(true);
});

test('a wake shows a session that is gone from the disk as gone, even without a tombstone', async () => {
  const { awake, auth, fire, device } = await sleepingTab();
  await awake.logout();
  device.items.clear();
  fire('pageshow');
  const view = await viewOf(auth, ({ status }) => status === 'loggedOut');
  expect(view).toMatchObject({ reason: 'loggedOutElsewhere' });
});

test('a hidden page does not look', async () => {
  const { awake, auth, fire, device } = await sleepingTab();
  await awake.logout();
  const get = vi.spyOn(device.items, 'get');
  fire('pagehide');
  expect(get).not.toHaveBeenCalled();
  expect(auth.getView().isAuthenticated).toBe(true);
});

test('pagehide closes the connection, and the next use opens it again', async () => {
  const { auth, fire, device } = await sleepingTab();
  const open = vi.spyOn(device.indexedDB, 'open');
  fire('pagehide');
  await auth.logout();
  expect(open).toHaveBeenCalled();
  expect((await device.dump())['session']).toEqual([]);
});

describe('recheck()', () => {
  test('shows a logout in this browser in the same tick, and asks no server for that', async () => {
    const { awake, auth, server } = await sleepingTab();
    await awake.logout();
    const requests = server.calls.length;
    const looked = auth.recheck();
    expect(auth.getView()).toMatchObject({ isAuthenticated: false, user: null });
    await looked;
    await viewOf(auth, ({ status }) => status === 'loggedOut');
    expect(server.calls).toHaveLength(requests);
  });

  test('resolves once the disk has been looked at: who has signed in meanwhile is on the way', async () => {
    const { awake, auth } = await sleepingTab();
    await awake.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
    await auth.recheck();
    const view = await viewOf(auth, ({ user }) => user?.email === 'bob@example.com');
    expect(view.isAuthenticated).toBe(true);
  });

  test('asks nobody whom the server has been asked about lately, and keeps a session that lives', async () => {
    const { auth, server } = await sleepingTab();
    await Promise.all([auth.recheck(), auth.recheck()]);
    expect(auth.getView().isAuthenticated).toBe(true);
    expect(server.countOf('refresh')).toBe(0);
  });

  test('starts an engine, and resolves where nobody is signed in', async () => {
    const device = createDevice();
    const { auth } = device.openTab({ backend: createServer().backend });
    await auth.recheck();
    expect(auth.getView()).toMatchObject({ ready: true, isAuthenticated: false });
  });
});
