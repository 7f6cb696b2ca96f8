import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import type { ClearRequest } from '../../src/services/clear-session.js';
import { createIndexedDbDisk } from '../../src/services/indexed-db-disk.js';
import { createKey } from '../../src/services/seal.js';
import { createSessionStore } from '../../src/services/session-store.js';
import { SupersededError } from '../../src/services/superseded-error.js';
import { namesFor } from '../../src/services/names.js';
import { createTombstones } from '../../src/services/tombstones.js';
import { entry, manualClock, record } from './support/fixtures.js';

async function device() {
  const { clock } = manualClock();
  const disk = createIndexedDbDisk({
    factory: new IDBFactory(),
    name: 'db',
    clock,
    openTimeout: 1_000,
  });
  const tombstones = createTombstones(namesFor('k'), undefined);
  const store = createSessionStore(disk, tombstones);
  const key = await createKey(globalThis.crypto.subtle);
  const dump = () =>
    disk.run('readonly', async (transaction) => ({
      session: (await transaction.all('session')).map(({ generation }) => generation),
      keys: (await transaction.all('keys')).map(({ generation }) => generation),
      revocations: await transaction.all('revocations'),
    }));
  const put = (...entries: ReturnType<typeof entry>[]) =>
    disk.run('readwrite', async (transaction) => {
      for (const each of entries) await transaction.put('revocations', each.generation, each);
    });
  return { store, tombstones, key, dump, put };
}

const request = (generation: string, more: Partial<ClearRequest> = {}): ClearRequest => ({
  generation,
  scope: 'session',
  ticket: null,
  everywhereTicket: null,
  wasDealtWith: () => true,
  sender: 'tab-1',
  now: 5,
  notBefore: 15,
  expiresAt: 50,
  tell: true,
  ...more,
});

test('commit writes session and key; a second one replaces and revokes the first', async () => {
  const { store, key, dump } = await device();
  expect(await store.commit(record('a'), key, 1)).toEqual([]);
  expect(await dump()).toEqual({ session: ['a'], keys: ['a'], revocations: [] });
  expect(await store.commit(record('b'), key, 2)).toEqual([{ generation: 'a' }]);
  expect(await dump()).toMatchObject({
    session: ['b'],
    keys: ['b'],
    revocations: [{ generation: 'a', ticket: 'ticket-a', sender: null, attempts: 0 }],
  });
});

test('a generation that was signed out meanwhile is not committed', async () => {
  const { store, tombstones, key, dump } = await device();
  tombstones.add({ generation: 'a', scope: 'session' });
  await expect(store.commit(record('a'), key, 1)).rejects.toThrow(SupersededError);
  expect(await dump()).toEqual({ session: [], keys: [], revocations: [] });
});

test('who is cleared by a wildcard has a public id, also where only its revocation is left', async () => {
  const { store, key, put } = await device();
  await put(entry('a', { sessionId: 's1' }));
  expect(await store.clear(request('*'))).toMatchObject({ generation: 'a', sessionId: 's1' });
  await store.commit(record('b', { sessionId: 's2' }), key, 1);
  expect(await store.clear(request('*'))).toMatchObject({ generation: 'b', sessionId: 's2' });
});

test('a session whose revocation waits under another name has left: it is not committed', async () => {
  const { store, key, dump, put } = await device();
  await put(entry('a', { sessionId: 's1' }));
  const again = store.commit(record('b', { sessionId: 's1' }), key, 1);
  await expect(again).rejects.toThrow(SupersededError);
  expect(await dump()).toMatchObject({ session: [], keys: [], revocations: [{ generation: 'a' }] });
  expect(await store.commit(record('c', { sessionId: 's2' }), key, 1)).toEqual([]);
});

test('a session that is given up under another name than it left by waits once', async () => {
  const { store, dump, put } = await device();
  await put(entry('a', { sessionId: 's1', sender: 'tab-2' }));
  const more = { sessionId: 's1', ticket: 'ticket-a', wasDealtWith: () => false };
  expect(await store.clear(request('b', more))).toMatchObject({
    kind: 'other',
    generation: 'a',
    entry: { generation: 'a', sender: 'tab-2' },
  });
  expect((await dump()).revocations).toHaveLength(1);
});

test('a session that another tab has stored again under a name of its own was not wiped', async () => {
  const { store, key, dump } = await device();
  await store.commit(record('b', { sessionId: 's1' }), key, 1);
  const wiped = { sessionId: 's1', ticket: 'ticket-a', wasDealtWith: () => false };
  const follows = await store.clear(request('a', { ...wiped, sender: null }));
  expect(follows).toMatchObject({ kind: 'none', entry: null });
  expect(await dump()).toEqual({ session: ['b'], keys: ['b'], revocations: [] });
});

test('a logout means the session, whatever name another tab has stored it by since', async () => {
  const { store, key, dump } = await device();
  await store.commit(record('b', { sessionId: 's1' }), key, 1);
  expect(await store.clear(request('a', { sessionId: 's1' }))).toMatchObject({ kind: 'mine' });
  expect(await dump()).toMatchObject({
    session: [],
    keys: [],
    revocations: [{ generation: 'b', sessionId: 's1' }],
  });
});

test('update writes only over its own generation, and only without a tombstone', async () => {
  const { store, tombstones, key } = await device();
  expect(await store.update(record('a', { version: 1 }))).toBe('gone');
  await store.commit(record('a'), key, 1);
  expect(await store.update(record('a', { version: 1, expiresAt: 7 }))).toBe('written');
  expect(await store.update(record('a', { version: 1, expiresAt: 8 }))).toBe('newer');
  expect(await store.update(record('b', { version: 1 }))).toBe('gone');
  tombstones.add({ generation: 'a', scope: 'session' });
  expect(await store.update(record('a', { version: 2 }))).toBe('gone');
});

test('clear shreds session and key and leaves the entry to its sender', async () => {
  const { store, key, dump } = await device();
  await store.commit(record('a'), key, 1);
  const claim = await store.clear(request('a'));
  expect(claim).toMatchObject({ kind: 'mine', generation: 'a', entry: { sender: 'tab-1' } });
  expect(await dump()).toEqual({
    session: [],
    keys: [],
    revocations: [
      {
        generation: 'a',
        ticket: 'ticket-a',
        scope: 'session',
        askedAt: 5,
        attempts: 0,
        notBefore: 15,
        sender: 'tab-1',
        expiresAt: 9_000_000_000,
      },
    ],
  });
});

test('of two senders one gets the entry', async () => {
  const { store, key, dump } = await device();
  await store.commit(record('a'), key, 1);
  const claims = await Promise.all([
    store.clear(request('a')),
    store.clear(request('a', { sender: 'tab-2' })),
  ]);
  expect(claims.map(({ kind }) => kind)).toEqual(['mine', 'other']);
  expect((await dump()).revocations).toMatchObject([{ sender: 'tab-1' }]);
});

test('an entry that a listening tab left is taken over by the acting one', async () => {
  const { store, key } = await device();
  await store.commit(record('a'), key, 1);
  expect(await store.clear(request('a', { sender: null }))).toMatchObject({ kind: 'other' });
  expect(await store.clear(request('a'))).toMatchObject({
    kind: 'mine',
    entry: { sender: 'tab-1', askedAt: 5 },
  });
});

test('another generation is left alone', async () => {
  const { store, key, dump } = await device();
  await store.commit(record('b'), key, 1);
  expect(await store.clear(request('a'))).toEqual({ kind: 'none', generation: null, entry: null });
  expect(await dump()).toEqual({ session: ['b'], keys: ['b'], revocations: [] });
});

test('"*" clears whichever is there, and says which', async () => {
  const { store, key, dump } = await device();
  await store.commit(record('a'), key, 1);
  expect(await store.clear(request('*'))).toMatchObject({ kind: 'mine', generation: 'a' });
  expect((await dump()).session).toEqual([]);
});

test('everywhere: the ticket that reaches further goes to the outbox, even into a waiting entry', async () => {
  const { store, key, dump, put } = await device();
  await store.commit(record('a'), key, 1);
  await store.clear(request('a', { scope: 'everywhere' }));
  expect((await dump()).revocations).toMatchObject([{ ticket: 'everywhere-a' }]);
  await put(entry('b', { sender: 'tab-9' }));
  const scope = 'everywhere';
  expect(
    await store.clear(request('b', { scope, ticket: 'everywhere-b', sender: 'tab-1' })),
  ).toMatchObject({ kind: 'other' });
  const { revocations } = await dump();
  expect(revocations.find(({ generation }) => generation === 'b')).toMatchObject({
    ticket: 'everywhere-b',
    sender: 'tab-9',
  });
});

test('a server that knows is not told', async () => {
  const { store, key, dump } = await device();
  await store.commit(record('a'), key, 1);
  expect(await store.clear(request('a', { tell: false }))).toMatchObject({ kind: 'none' });
  expect(await dump()).toEqual({ session: [], keys: [], revocations: [] });
});

test.each(['tab-0', null])(
  'a wish for all sessions brings its own time (sender %s)',
  async (sender) => {
    const { store, dump, put } = await device();
    await put(entry('a', { askedAt: 1_000, sender }));
    const wish = { scope: 'everywhere', ticket: 'everywhere-a', now: 9_000 } as const;
    await store.clear(request('a', wish));
    expect((await dump()).revocations).toMatchObject([{ ticket: 'everywhere-a', askedAt: 9_000 }]);
    await store.clear(request('a', { ticket: 'ticket-a', now: 20_000 }));
    expect((await dump()).revocations).toMatchObject([{ ticket: 'everywhere-a', askedAt: 9_000 }]);
  },
);

test('whatever was on the disk may be on its way out, and tried already', async () => {
  const { store, put } = await device();
  await put(entry('a', { askedAt: 8_000, attempts: 1 }));
  expect(await store.clear(request('*', { now: 9_000 }))).toMatchObject({
    kind: 'other',
    generation: 'a',
  });
  expect(await store.clear(request('*', { now: 99_000 }))).toMatchObject({ kind: 'none' });
});

test('a wildcard that comes too late leaves the next session alone', async () => {
  const { store, key, dump } = await device();
  await store.commit(record('next'), key, 1);
  expect(await store.clear(request('*', { isMeant: () => false }))).toMatchObject({ kind: 'none' });
  expect(await dump()).toEqual({ session: ['next'], keys: ['next'], revocations: [] });
  await store.clear(request('*', { isMeant: () => true }));
  expect(await dump()).toMatchObject({
    session: [],
    keys: [],
    revocations: [{ generation: 'next' }],
  });
});

test('a record says when it was signed in, whatever is written over it', async () => {
  const { store, key } = await device();
  await store.commit(record('a'), key, 7);
  await store.update(record('a', { version: 1 }));
  const seen: unknown[] = [];
  const isMeant = ({ storedAt }: { readonly storedAt?: number }) => {
    seen.push(storedAt);
    return false;
  };
  await store.clear(request('*', { isMeant }));
  expect(seen).toEqual([7]);
});

test('a sign-in leaves the waiting revocation of the session that it replaces as it is', async () => {
  const { store, key, dump, put } = await device();
  await store.commit(record('a'), key, 1);
  await put(entry('a', { ticket: 'everywhere-a' }));
  await store.commit(record('b'), key, 2);
  expect(await dump()).toMatchObject({ revocations: [{ ticket: 'everywhere-a' }] });
});
