import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readStores } from '../e2e/logout/support/read-stores.js';
import { type App, connect, createApp, email, settled, until } from './support/app.js';

let app: App;
beforeEach(() => {
  app = createApp();
});
afterEach(() => app.remove());

const empty = { session: [], keys: [], revocations: [] };

/** The browser's factory, with connections that a test can cut. */
function fragileFactory() {
  const connections: IDBDatabase[] = [];
  const factory: IDBFactory = {
    cmp: (a, b) => indexedDB.cmp(a, b),
    databases: () => indexedDB.databases(),
    deleteDatabase: (name) => indexedDB.deleteDatabase(name),
    open(name, version) {
      const request = indexedDB.open(name, version);
      request.addEventListener('success', () => {
        connections.push(request.result);
        if (disk.isBroken) request.result.close();
      });
      return request;
    },
  };
  const disk = {
    factory,
    connections,
    /** While true, each new connection is lost at once. */
    isBroken: false,
    cut() {
      for (const connection of connections) connection.close();
    },
  };
  return disk;
}

describe('a lost connection', () => {
  it('is opened again, once for each loss', async () => {
    const disk = fragileFactory();
    const { auth, signIn, notices } = await app.open({ environment: { indexedDB: disk.factory } });
    await signIn();
    expect(disk.connections).toHaveLength(1);
    disk.cut();
    await auth.logout();
    expect(disk.connections).toHaveLength(2);
    expect(notices).not.toContainEqual(expect.objectContaining({ type: 'storageFault' }));
    expect(await readStores(app.database)).toEqual(empty);
    expect(await app.wire.sessions()).toEqual([]);
  });

  it('for good leaves the logout to the next start', async () => {
    const disk = fragileFactory();
    const { auth, signIn } = await app.open({ environment: { indexedDB: disk.factory } });
    await signIn();
    disk.isBroken = true;
    disk.cut();
    await expect(auth.logout()).rejects.toMatchObject({
      code: 'device_not_cleared',
      device: 'failed',
      server: 'revoked',
    });
    expect(auth.getView()).toMatchObject({ status: 'loggedOut', user: null });
    auth.dispose();
    expect((await readStores(app.database)).session).toHaveLength(1);

    const next = await app.open();
    expect(next.auth.getView()).toMatchObject({ status: 'loggedOut', user: null });
    await vi.waitFor(async () => expect(await readStores(app.database)).toEqual(empty));
  });
});

describe('another page of the app', () => {
  it('may delete the database at any time: the engine does not hold it up', async () => {
    let ahead = 0;
    const clock = {
      now: () => Date.now() + ahead,
      setTimeout: (run: () => void, delay: number) => setTimeout(run, delay),
      clearTimeout: (id: unknown) => clearTimeout(id as number),
    };
    const { auth, signIn } = await app.open({ environment: { clock } });
    await signIn();
    await settled(indexedDB.deleteDatabase(app.database));
    window.dispatchEvent(new Event('focus'));
    await until(auth, (view) => view.status === 'loggedOut');
    await signIn();
    expect(auth.getView()).toMatchObject({ user: { email }, storage: 'indexeddb' });
    await auth.logout();

    ahead = 60_000;
    window.dispatchEvent(new Event('focus'));
    await until(auth, (view) => view.pendingRevocations === 0);
    expect(await app.wire.sessions()).toEqual([]);
    expect(await readStores(app.database)).toEqual(empty);
  });

  it('may delete it right before a logout: the server is told all the same', async () => {
    const { auth, signIn } = await app.open();
    await signIn();
    await settled(indexedDB.deleteDatabase(app.database));
    await auth.logout();
    expect(await app.wire.sessions()).toEqual([]);
    expect(await readStores(app.database)).toEqual(empty);
  });

  it('may bring a newer schema while someone is signed in here', async () => {
    const { auth, signIn } = await app.open();
    await signIn();
    const newer = await connect(app.database, 2);
    expect(newer.version).toBe(2);
    expect(auth.getView()).toMatchObject({ user: { email } });
    await expect(auth.logout()).rejects.toMatchObject({ code: 'device_not_cleared' });
    expect(await app.wire.sessions()).toEqual([]);
    expect(auth.getView()).toMatchObject({ status: 'loggedOut', user: null });
    newer.close();
  });
});

describe('a record that is not ours', () => {
  const sealed = { iv: new Uint8Array(12), data: new ArrayBuffer(32) };
  const expiresAt = Date.now() + 86_400_000;
  it.each<[string, unknown]>([
    ['a text', 'garbage'],
    ['a number for a generation', { generation: 7, sealed, expiresAt }],
    ['no generation', { sealed, expiresAt }],
    ['no seal', { generation: 'sealless', expiresAt }],
    ['no key', { generation: 'keyless', sealed, expiresAt }],
    ['no end', { generation: 'endless', sealed }],
  ])('is dropped and reported: %s', async (_, record) => {
    const first = await app.open();
    first.auth.dispose();
    const database = await connect(app.database);
    const transaction = database.transaction('session', 'readwrite');
    await settled(transaction.objectStore('session').clear());
    await settled(transaction.objectStore('session').put(record, 'foreign'));
    database.close();
    // Whoever writes a record of the engine's takes the note away that there is none.
    localStorage.removeItem(app.database);

    const { auth, notices, signIn } = await app.open();
    expect(auth.getView()).toMatchObject({ status: 'loggedOut', user: null });
    expect(notices).toContainEqual({
      type: 'storageFault',
      code: 'corrupt_record',
      operation: 'restore',
    });
    expect((await readStores(app.database)).session).toEqual([]);
    await signIn();
    expect(auth.getView()).toMatchObject({ user: { email }, storage: 'indexeddb' });
    await auth.logout();
    expect(await app.wire.sessions()).toEqual([]);
  });
});
