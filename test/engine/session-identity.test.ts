import { expect, test } from 'vitest';
import type { CodeBackend, Grant } from '../../src/services/index.js';
import { createDevice, createServer, signIn, viewOf } from '../support/device.js';
import { errorOf } from './support/tab.js';

/** A backend that gives, for each code, the session that it gave first: one that a server thinks alive. */
function stubborn(backend: CodeBackend): CodeBackend {
  let first: Grant | undefined;
  return {
    ...backend,
    async verifyCode(input, signal) {
      first ??= await backend.verifyCode(input, signal);
      return first;
    },
  };
}

async function openTab() {
  const device = createDevice();
  const server = createServer();
  const backend = stubborn(server.backend);
  const tab = device.openTab({ backend });
  await viewOf(tab.auth, (view) => view.ready);
  return { device, server, backend, ...tab };
}

test('a session that was logged out is not shown again, whatever the backend says: it is revoked again', async () => {
  const { auth, server } = await openTab();
  await signIn(auth);
  await auth.logout();
  const shown: boolean[] = [];
  auth.subscribe((view) => shown.push(view.isAuthenticated));

  expect(await errorOf(signIn(auth))).toMatchObject({ code: 'signed_out' });

  expect(shown).not.toContain(true);
  await viewOf(auth, (view) => view.pendingRevocations === 0);
  await expect.poll(() => server.countOf('revoke')).toBe(2);
});

test('nor by another tab, which has not heard of the logout', async () => {
  const { auth, device, server, backend } = await openTab();
  await signIn(auth);
  const deaf = device.openTab({
    backend,
    environment: { page: undefined, openChannel: undefined },
  });
  await viewOf(deaf.auth, (view) => view.isAuthenticated);
  await auth.logout();
  auth.dispose();
  // It still shows the session, and is asked for one: that is the one it has missed the end of.
  expect(await errorOf(signIn(deaf.auth))).toMatchObject({ code: 'signed_out' });
  expect(deaf.auth.getView().isAuthenticated).toBe(false);
  await expect.poll(() => server.countOf('revoke')).toBe(2);
});

test('nor from the disk, under another generation', async () => {
  const { auth, device, server, backend } = await openTab();
  await signIn(auth);
  const tombstones = 'moonkey:pk_test_1:signed-out';
  device.items.set(
    tombstones,
    JSON.stringify([{ generation: 'another', sessionId: 'sess_1', scope: 'session' }]),
  );
  auth.dispose();
  const next = device.openTab({ backend });
  const view = await viewOf(next.auth, ({ ready }) => ready);
  expect(view).toMatchObject({ isAuthenticated: false, reason: 'loggedOutElsewhere' });
  await expect.poll(() => server.countOf('revoke')).toBe(1);
  expect((await device.dump())['session']).toEqual([]);
});

test('a refresh that leaves the public id and the tickets out changes neither', async () => {
  const device = createDevice();
  const server = createServer();
  server.jwtLife = 10;
  const { auth } = device.openTab({
    backend: {
      ...server.backend,
      async refresh(input, signal) {
        const { sessionId: _, ticket: __, ...grant } = await server.backend.refresh(input, signal);
        return grant;
      },
    },
  });
  await viewOf(auth, (view) => view.ready);
  await signIn(auth);
  await auth.getSessionTokens();
  await auth.logout();
  expect(server.calls.at(-1)).toMatchObject({
    verb: 'revoke',
    argument: { ticket: 'ticket-sess_1' },
  });
  expect(device.items.get('moonkey:pk_test_1:signed-out')).toContain('"sessionId":"sess_1"');
});
