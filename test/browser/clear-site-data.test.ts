import { afterEach, beforeEach, expect, it } from 'vitest';
import { cdp } from 'vitest/browser';
import { readStores } from '../e2e/logout/support/read-stores.js';
import { type App, createApp } from './support/app.js';

let app: App;
beforeEach(() => {
  app = createApp();
});
afterEach(() => app.remove());

it('another page may clear the site data, connections and all', async () => {
  const { auth, signIn } = await app.open();
  await signIn();
  const storageTypes = 'indexeddb,local_storage';
  await cdp().send('Storage.clearDataForOrigin', { origin: location.origin, storageTypes });
  await auth.logout();
  expect(await app.wire.sessions()).toEqual([]);
  expect(await readStores(app.database)).toEqual({ session: [], keys: [], revocations: [] });
  expect(auth.getView()).toMatchObject({ status: 'loggedOut', user: null });
});
