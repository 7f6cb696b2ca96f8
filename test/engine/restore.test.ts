import { expect, test, vi } from 'vitest';
import type { CryptoLike } from '../../src/services/environment.js';
import { signIn, viewOf } from '../support/device.js';
import { deferred, errorOf, nextNotice, openSignedIn } from './support/tab.js';
import { onRawDisk } from './support/raw-disk.js';

const KEY = 'moonkey:pk_test_1:signed-out';
const empty = { keys: [], revocations: [], session: [] };

/** A device on which somebody is signed in, and no tab open. */
async function closedDevice() {
  const { auth, device, server } = await openSignedIn();
  const { generation = '' } = auth.actor.getSnapshot().context.session ?? {};
  auth.dispose();
  const start = async () => {
    const tab = device.openTab({ backend: server.backend });
    const fault = nextNotice(tab.auth, 'storageFault');
    const view = await viewOf(tab.auth, ({ ready }) => ready);
    return { ...tab, view, fault };
  };
  return { device, server, generation, start };
}

test('a stored session comes back without the network', async () => {
  const { server, start } = await closedDevice();
  for (const verb of ['sendCode', 'verifyCode', 'refresh', 'revoke'] as const)
    server.script[verb] = 'hang';
  const calls = server.calls.length;
  const { view } = await start();
  expect(view).toMatchObject({ status: 'authenticated', storage: 'indexeddb' });
  expect(server.calls).toHaveLength(calls);
});

test('a generation with a tombstone is not restored: its logout is finished', async () => {
  const { device, server, generation, start } = await closedDevice();
  device.items.set(KEY, JSON.stringify([{ generation, scope: 'session' }]));
  const { view } = await start();
  expect(view).toMatchObject({ status: 'loggedOut', reason: 'loggedOutElsewhere' });
  await vi.waitFor(() => expect(server.sessions.size).toBe(0));
  await vi.waitFor(async () => expect(await device.dump()).toEqual(empty));
});

test('a tombstone that reaches everywhere ends the other sessions, too', async () => {
  const { device, server, generation, start } = await closedDevice();
  server.sessions.set('sess_phone', { token: 'other', email: 'ada@example.com' });
  device.items.set(KEY, JSON.stringify([{ generation, scope: 'everywhere' }]));
  await start();
  await vi.waitFor(() => expect(server.sessions.size).toBe(0));
});

test('the tombstone "*" forbids whichever is on disk, once', async () => {
  const { device, server, start } = await closedDevice();
  device.items.set(`${KEY}:*`, JSON.stringify([{ generation: '*', scope: 'session' }]));
  const { view, auth } = await start();
  expect(view).toMatchObject({ reason: 'loggedOutElsewhere' });
  await vi.waitFor(() => expect(server.sessions.size).toBe(0));
  await auth.signIn({ methodId: 'bob@example.com', code: '493817' });
  auth.dispose();
  const again = await start();
  expect(again.view).toMatchObject({ user: { email: 'bob@example.com' } });
});

test('a tombstone of an older session forbids nothing', async () => {
  const { device, start } = await closedDevice();
  device.items.set(KEY, JSON.stringify([{ generation: 'older', scope: 'session' }]));
  expect((await start()).view.isAuthenticated).toBe(true);
});

test.each(['not JSON', '{"generation":"*"}', '[null, 7, {}]', 'null'])(
  'tombstones that read %s forbid nothing and break nothing',
  async (text) => {
    const { device, start } = await closedDevice();
    device.items.set(KEY, text);
    expect((await start()).view.isAuthenticated).toBe(true);
  },
);

test('a session that the wall clock calls over, and the server too, is dropped; its ticket is sent all the same', async () => {
  const { device, server, generation, start } = await closedDevice();
  const [record] = (await device.dump())['session'] ?? [];
  const expired = { ...(record as object), lifetime: -1 };
  server.script.refresh = 401;
  await onRawDisk(device, (store) => store('session').put(expired, generation));
  expect((await start()).view).toMatchObject({ status: 'loggedOut', reason: 'expired' });
  await vi.waitFor(async () => expect(await device.dump()).toEqual(empty));
  expect(server.countOf('revoke')).toBe(1);
});

test('a session that the wall clock alone calls over is kept: at the server’s word, or for want of one', async () => {
  for (const outcome of ['ok', 'network', 503] as const) {
    const { device, server, generation, start } = await closedDevice();
    const [record] = (await device.dump())['session'] ?? [];
    const wrong = { ...(record as object), arrivedAt: Date.now() - 10 * 86_400_000 };
    await onRawDisk(device, (store) => store('session').put(wrong, generation));
    server.script.refresh = outcome;
    expect((await start()).view.isAuthenticated).toBe(true);
    expect(server.countOf('refresh')).toBe(1);
  }
});

test.each([
  [
    'its seal is damaged',
    (record: object) => ({
      ...record,
      sealed: { iv: new Uint8Array(12), data: new ArrayBuffer(8) },
    }),
  ],
  ['its seal is missing', ({ ...record }) => ({ ...record, sealed: undefined })],
  ['its generation is another', (record: object) => ({ ...record, generation: 'another' })],
  ['it is foreign', () => ({ hello: 'world' })],
  ['it is a string', () => 'hello'],
])('a record is dropped and reported when %s', async (_, damage) => {
  const { device, generation, start } = await closedDevice();
  const [record] = (await device.dump())['session'] ?? [];
  const damaged = damage(record as object);
  await onRawDisk(device, (store) => store('session').put(damaged, generation));
  const { view, fault, auth } = await start();
  expect(view).toMatchObject({
    status: 'loggedOut',
    reason: 'storageFailed',
    isAuthenticated: false,
  });
  expect(await fault).toEqual({
    type: 'storageFault',
    code: 'corrupt_record',
    operation: 'restore',
  });
  expect((await device.dump())['session']).toEqual([]);
  expect(await auth.signIn({ methodId: 'ada@example.com', code: '493817' })).toBeTruthy();
});

test('a damaged record takes nobody along who has signed in meanwhile', async () => {
  const { auth, device, server } = await openSignedIn();
  const { session = [], keys = [] } = await device.dump();
  const { generation = '' } = auth.actor.getSnapshot().context.session ?? {};
  await auth.logout();
  await onRawDisk(device, (store) => {
    store('keys').put(keys[0], generation);
    return store('session').put(session[0], generation);
  });
  device.items.clear();
  const { subtle } = globalThis.crypto;
  const opening = deferred<never>();
  const decrypt = vi.fn<SubtleCrypto['decrypt']>(subtle.decrypt.bind(subtle));
  decrypt.mockReturnValueOnce(opening.promise);
  const crypto: CryptoLike = {
    getRandomValues: (array) => globalThis.crypto.getRandomValues(array),
    subtle: {
      generateKey: subtle.generateKey.bind(subtle),
      encrypt: subtle.encrypt.bind(subtle),
      decrypt,
    },
  };
  const second = device.openTab({ backend: server.backend, environment: { crypto } });
  await vi.waitFor(() => expect(decrypt).toHaveBeenCalled());
  await signIn(auth, 'bob@example.com');
  opening.reject(new DOMException('damaged', 'OperationError'));
  await viewOf(second.auth, ({ ready, user }) => ready && user?.email === 'bob@example.com');
  expect(auth.getView().user?.email).toBe('bob@example.com');
  expect([...server.sessions.values()].map(({ email }) => email)).toEqual(['bob@example.com']);
});

test('a record whose key is gone is dropped and reported', async () => {
  const { device, generation, start } = await closedDevice();
  await onRawDisk(device, (store) => store('keys').delete(generation));
  const { view, fault } = await start();
  expect(view.isAuthenticated).toBe(false);
  expect(await fault).toMatchObject({ code: 'corrupt_record' });
});

test('the stored bytes hold neither a credential nor a personal word', async () => {
  const { device } = await closedDevice();
  const [record] = (await device.dump())['session'] as { sealed: { data: ArrayBuffer } }[];
  // What a ticket says is the backend's business.
  const open = JSON.stringify({ ...record, ticket: null, everywhereTicket: null });
  const plain = open + Buffer.from(record?.sealed.data ?? new ArrayBuffer(0)).toString('latin1');
  expect(plain).not.toMatch(/token-4f1d7c2b9a|jwt-8e3a6d5c1f|ada@example\.com/);
  const [stored] = (await device.dump())['keys'] as { key: CryptoKey }[];
  expect(stored?.key.extractable).toBe(false);
  const { subtle } = globalThis.crypto;
  const error = await errorOf(subtle.exportKey('raw', stored?.key as CryptoKey));
  expect(String(error)).toContain('not extractable');
});
