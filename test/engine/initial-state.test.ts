import { expect, test, vi } from 'vitest';
import { createAuth, type InitialState } from '../../src/engine/index.js';
import type { AuthView } from '../../src/machines/index.js';
import { readTombstoneCookies } from '../../src/wire/tombstone-cookie.js';
import { createDevice, createServer, signIn, viewOf } from '../support/device.js';
import { deferred } from './support/tab.js';

const publishableKey = 'pk_test_1';
const TOMBSTONES = `moonkey:${publishableKey}:signed-out`;

const ada = { id: 'user_ada@example.com', email: 'ada@example.com', createdAt: 1_700_000_000 };
const authenticated = (sessionId: string, user = ada): InitialState => ({
  status: 'authenticated',
  user,
  sessionId,
});

/** A device, with Ada's session on it, or with what is left of one. */
async function visited() {
  const device = createDevice();
  const server = createServer();
  const { auth } = device.openTab({ backend: server.backend });
  await viewOf(auth, ({ ready }) => ready);
  await signIn(auth);
  const [sessionId = ''] = server.sessions.keys();
  return { device, server, auth, sessionId };
}

/** The next page, and every view that it shows from its first on. */
function open(
  { device, server }: Pick<Awaited<ReturnType<typeof visited>>, 'device' | 'server'>,
  initialState: InitialState,
) {
  const { environment, fire } = device.environment();
  const auth = createAuth({ publishableKey, backend: server.backend, environment, initialState });
  const views: AuthView[] = [auth.getView()];
  auth.subscribe((view) => void views.push(view));
  return { auth, views, fire };
}

const namesIn = (views: readonly AuthView[]) =>
  views.map(({ status, user }) => (user ? `${status} ${user.email}` : status));

test('the user whom the server names is shown before the start, and stays the same object', async () => {
  const visit = await visited();
  visit.auth.dispose();
  const state = authenticated(visit.sessionId);
  const { auth, views } = open(visit, state);

  expect(auth.getView()).toMatchObject({ ready: true, isAuthenticated: true, user: ada });
  expect(auth.signal.aborted).toBe(false);
  const { signal } = auth;
  auth.start();
  await vi.waitFor(() => expect(auth.actor.getSnapshot().matches('authenticated')).toBe(true));

  expect(views.every(({ user }) => user === state.user)).toBe(true);
  expect(auth.signal).toBe(signal);
  expect(await auth.getSessionTokens()).toMatchObject({ sessionToken: expect.any(String) });
});

test('where the server knows nobody, nobody is shown until the device was asked', async () => {
  const visit = await visited();
  visit.auth.dispose();
  const { auth, views } = open(visit, { status: 'anonymous', user: null, sessionId: null });
  auth.start();
  await viewOf(auth, ({ isAuthenticated }) => isAuthenticated);
  expect(namesIn(views)).toEqual(['loggedOut', 'authenticated ada@example.com']);
});

test('where the server could not find out, the page waits as without it', async () => {
  const visit = await visited();
  visit.auth.dispose();
  const { auth, views } = open(visit, { status: 'unknown', user: null, sessionId: null });
  auth.start();
  await viewOf(auth, ({ ready }) => ready);
  expect(namesIn(views)).toEqual(['initializing', 'authenticated ada@example.com']);
});

test('a session that was signed out here is never shown, whatever the server says', async () => {
  const visit = await visited();
  await visit.auth.logout();
  visit.auth.dispose();
  const { auth, views } = open(visit, authenticated(visit.sessionId));
  auth.start();
  await vi.waitFor(() => expect(auth.actor.getSnapshot().matches('loggedOut')).toBe(true));
  expect(namesIn(views)).toEqual(['loggedOut']);
  // What the first HTML shows stays what it was: it must be taken over as it stands.
  expect(auth.initialState).toMatchObject({ status: 'authenticated' });
});

test.each([
  ['a+(b', 'a+(b', 'loggedOut'],
  ['abc', 'a.c', 'authenticated'],
])('signed out was %s, and the server names %s: its page begins %s', (out, named, status) => {
  const device = createDevice();
  const tombstone = { generation: 'one', sessionId: out, scope: 'session' };
  device.items.set(TOMBSTONES, JSON.stringify([tombstone]));
  const { views } = open({ device, server: createServer() }, authenticated(named));
  expect(views.map((view) => view.status)).toEqual([status]);
});

test('nor one that the cookie alone says is signed out', async () => {
  const visit = await visited();
  visit.server.script.revoke = 'network';
  await visit.auth.logout().catch(() => {});
  visit.auth.dispose();
  visit.device.items.delete(TOMBSTONES);
  const { auth, views } = open(visit, authenticated(visit.sessionId));
  auth.start();
  await viewOf(auth, ({ isAuthenticated }) => !isAuthenticated);
  await vi.waitFor(() => expect(auth.actor.getSnapshot().matches('loggedOut')).toBe(true));
  expect(views.slice(1).some(({ isAuthenticated }) => isAuthenticated)).toBe(false);
});

test('a logout in another tab before the device was asked ends what the server has said', async () => {
  const visit = await visited();
  const release = deferred();
  const { environment, fire } = visit.device.environment();
  const auth = createAuth({
    publishableKey,
    backend: visit.server.backend,
    initialState: authenticated(visit.sessionId),
    environment: { ...environment, indexedDB: slow(visit.device.indexedDB, release.promise) },
  });
  auth.start();
  await vi.waitFor(() => expect(visit.device.posted.length).toBeGreaterThan(0));
  expect(auth.getView().isAuthenticated).toBe(true);
  await visit.auth.logout();
  fire('pageshow');
  release.resolve();
  const view = await viewOf(auth, ({ isAuthenticated }) => !isAuthenticated);
  expect(view.status).toBe('loggedOut');
  await vi.waitFor(() => expect(auth.actor.getSnapshot().matches('loggedOut')).toBe(true));
  expect(auth.getView().isAuthenticated).toBe(false);
});

test('a page that comes out of the cache after a logout shows nobody, though the disk has yet to answer', async () => {
  const visit = await visited();
  const never = deferred();
  const { environment, fire } = visit.device.environment();
  const { page } = environment;
  if (!page) throw new Error('The device has no page.');
  // A page in the cache is deaf to what other tabs write.
  const listen = vi.fn<typeof page.listen>((type, listener) =>
    type === 'storage' ? () => {} : page.listen(type, listener),
  );
  const auth = createAuth({
    publishableKey,
    backend: visit.server.backend,
    initialState: authenticated(visit.sessionId),
    environment: {
      ...environment,
      openChannel: undefined,
      page: { ...page, listen },
      indexedDB: slow(visit.device.indexedDB, never.promise),
    },
  });
  auth.start();
  await vi.waitFor(() => expect(listen).toHaveBeenCalledWith('pageshow', expect.anything()));
  await visit.auth.logout();
  fire('pageshow');
  expect(auth.getView()).toMatchObject({ status: 'loggedOut', user: null });
});

test("another user's session on the device is shown with nobody in between", async () => {
  const visit = await visited();
  visit.auth.dispose();
  const bob = { ...ada, id: 'user_bob', email: 'bob@example.com' };
  const { auth, views } = open(visit, authenticated('sess_bob', bob));
  auth.start();
  const { signal } = auth;
  await viewOf(auth, ({ user }) => user?.email === ada.email);
  expect(namesIn(views)).toEqual([
    'authenticated bob@example.com',
    'loggedOut',
    'authenticated ada@example.com',
  ]);
  expect(signal.aborted).toBe(true);
});

test('a stale page of somebody whom this device does not hold is corrected', async () => {
  const device = createDevice();
  const { auth, views } = open({ device, server: createServer() }, authenticated('sess_old'));
  auth.start();
  await viewOf(auth, ({ isAuthenticated }) => !isAuthenticated);
  expect(namesIn(views)).toEqual(['authenticated ada@example.com', 'loggedOut']);
});

test('a logout before the device was asked shows nobody in its tick', async () => {
  const visit = await visited();
  visit.auth.dispose();
  const { auth, views } = open(visit, authenticated(visit.sessionId));
  const leaving = auth.logout();
  expect(auth.getView()).toMatchObject({ status: 'loggingOut', user: null });
  await leaving;
  expect(visit.server.sessions.size).toBe(0);
  expect(views.slice(1).some(({ isAuthenticated }) => isAuthenticated)).toBe(false);
});

test('a logout of somebody whom only the server has named is heard by a tab that holds them in its memory', async () => {
  const device = createDevice();
  const server = createServer();
  const environment = { indexedDB: undefined };
  const { auth: holder } = device.openTab({ backend: server.backend, environment });
  await viewOf(holder, ({ ready }) => ready);
  await signIn(holder);
  const [sessionId = ''] = server.sessions.keys();
  const { auth } = open({ device, server }, authenticated(sessionId));
  auth.start();
  await auth.logout();
  await viewOf(holder, ({ status }) => status === 'loggedOut');
  // It alone has the ticket: what it has to tell the server waits until no other tab could be about to.
  expect(await holder.getPendingRevocations()).toMatchObject([{ attempts: 0 }]);
});

test('a logout of somebody whom only the server has named is in a cookie that it can read', async () => {
  const device = createDevice();
  const { auth } = open({ device, server: createServer() }, authenticated('sess_ada'));
  expect(auth.getView().isAuthenticated).toBe(true);
  await auth.logout();
  expect([...readTombstoneCookies(device.cookies.read())]).toContain('sess_ada');
  // Whoever brings it back brings that id.
  const { views } = open({ device, server: createServer() }, authenticated('sess_ada'));
  expect(namesIn(views)).toEqual(['loggedOut']);
});

test.each([
  { status: 'authenticated', user: null },
  { status: 'signedIn', user: ada },
  'authenticated',
])('%j is refused', (initialState) => {
  expect(() =>
    createAuth({ publishableKey, initialState: initialState as unknown as InitialState }),
  ).toThrow('"initialState" must be what getServerState() gives');
});

/** A database that opens no sooner than this. */
function slow(indexedDB: IDBFactory, until: Promise<void>): IDBFactory {
  const late = { open: (name: string) => openLate(() => indexedDB.open(name, 2), until) };
  return new Proxy(indexedDB, {
    get: (target, name: keyof IDBFactory) =>
      name === 'open' ? late.open : Reflect.get(target, name).bind(target),
  });
}

function openLate(open: () => IDBOpenDBRequest, until: Promise<void>): IDBOpenDBRequest {
  const request = {} as IDBOpenDBRequest;
  void until.then(() => {
    const real = open();
    for (const type of ['onsuccess', 'onerror', 'onupgradeneeded', 'onblocked'] as const)
      real[type] = ((event: never) =>
        (request[type] as ((event: never) => void) | null)?.(event)) as never;
    Object.defineProperty(request, 'result', { get: () => real.result });
  });
  return request;
}
