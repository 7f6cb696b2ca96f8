import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Environment } from '../../src/services/index.js';
import { type App, connect, createApp, email, settled } from './support/app.js';

let app: App;
beforeEach(() => {
  app = createApp();
});
afterEach(() => app.remove());

const forbidden = (): never => {
  throw new DOMException('Forbidden', 'SecurityError');
};
const lacking: [string, Partial<Environment>][] = [
  ['without IndexedDB', { indexedDB: undefined }],
  [
    'in an insecure context',
    { crypto: { getRandomValues: (array) => crypto.getRandomValues(array) } },
  ],
  [
    'where IndexedDB is forbidden',
    { indexedDB: new Proxy(indexedDB, { get: (_, name) => (name === 'open' ? forbidden : null) }) },
  ],
];

describe('a page', () => {
  it.each(lacking)('%s keeps its session in memory, and says so', async (_, environment) => {
    const { auth, signIn } = await app.open({ environment });
    await signIn();
    expect(auth.getView()).toMatchObject({ status: 'authenticated', storage: 'memory' });
    expect(await auth.getSessionTokens()).not.toBeNull();
    expect(await indexedDB.databases()).not.toContainEqual(
      expect.objectContaining({ name: app.database }),
    );

    await auth.logout();
    expect(auth.getView()).toMatchObject({ status: 'loggedOut', reason: 'logout', user: null });
    expect(await app.wire.sessions()).toEqual([]);
    const next = await app.open({ environment });
    expect(next.auth.getView()).toMatchObject({ isAuthenticated: false });
  });

  it('leaves a newer database alone', async () => {
    const newer = await connect(app.database, 99, (database) =>
      database.createObjectStore('future').put({ of: 'a later version' }, 1),
    );
    newer.close();
    const { auth, signIn, notices } = await app.open();
    expect(notices).toContainEqual({
      type: 'storageFault',
      code: 'newer_schema',
      operation: 'open',
    });
    await signIn();
    expect(auth.getView()).toMatchObject({ user: { email }, storage: 'memory' });
    await auth.logout();
    expect(await app.wire.sessions()).toEqual([]);

    const database = await connect(app.database);
    expect([database.version, ...database.objectStoreNames]).toEqual([99, 'future']);
    const record = await settled(database.transaction('future').objectStore('future').get(1));
    expect(record).toEqual({ of: 'a later version' });
    database.close();
  });

  it('does not wait for a database whose deletion another page holds up', async () => {
    const blocker = await connect(app.database, 1, (database) =>
      database.createObjectStore('session'),
    );
    const deletion = settled(indexedDB.deleteDatabase(app.database));
    const { auth, signIn, notices } = await app.open({ timeouts: { restoreTimeout: 1_000 } });
    expect(notices).toContainEqual({ type: 'storageFault', code: 'timed_out', operation: 'open' });
    await signIn();
    expect(auth.getView()).toMatchObject({ status: 'authenticated', storage: 'memory' });
    await auth.logout();
    expect(await app.wire.sessions()).toEqual([]);
    blocker.close();
    await deletion;
  });

  it('lives without localStorage', async () => {
    const environment = {
      localStorage: { getItem: forbidden, setItem: forbidden, removeItem: forbidden },
    };
    const first = await app.open({ environment });
    await first.signIn();
    expect(first.auth.getView()).toMatchObject({ storage: 'indexeddb' });
    await first.auth.logout();
    expect(await app.wire.sessions()).toEqual([]);
    const next = await app.open({ environment });
    expect(next.auth.getView()).toMatchObject({ status: 'loggedOut', user: null });
  });
});
