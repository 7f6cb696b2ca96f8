import 'fake-indexeddb/auto';
import { equal, rejects } from 'node:assert/strict';
import { test } from 'node:test';
import { createAuth } from '../../../src/engine/index.js';
import { createFakeBackend } from '../../../src/testing/kit/fake-backend.js';

// As a DOM for Node leaves it: the page's objects, with Node's own timers and channels.
Object.assign(globalThis, {
  window: new EventTarget(),
  document: Object.assign(new EventTarget(), { visibilityState: 'visible', cookie: '' }),
  location: new URL('http://localhost/'),
});

async function openSignedIn(publishableKey: string) {
  const backend = createFakeBackend();
  const auth = createAuth({ publishableKey, backend });
  const { methodId } = await auth.sendCode({ email: 'ada@example.test' });
  await auth.signIn({ methodId, code: backend.code });
  return { auth, backend };
}

void test('somebody is signed in, for a week', async () => {
  const { auth } = await openSignedIn('pk_test_stays');
  equal(auth.getView().isAuthenticated, true);
});

void test('a revocation waits for the server to come back', async () => {
  const { auth, backend } = await openSignedIn('pk_test_waits');
  backend.failNext('revoke', 'network', 100);
  await rejects(auth.logout(), { code: 'revocation_queued' });
});
