import { expect, test } from 'vitest';
import type { AuthView } from '../../src/machines/index.js';
import type { Backend, Grant } from '../../src/services/index.js';
import { createDevice, createServer, signIn, viewOf } from '../support/device.js';
import { errorOf, nextNotice, noticesOf } from './support/tab.js';

const device = (view: AuthView) => (view.status === 'loggingOut' ? view.device : undefined);

/** A device of which the backend keeps the session in a cookie as well; `more` is put into each grant. */
function createBrowser(more: Partial<Grant> = { inCookie: true }) {
  const browser = createDevice();
  const server = createServer();
  const backend: Backend = {
    ...server.backend,
    verifyCode: async (...input) => ({ ...(await server.backend.verifyCode(...input)), ...more }),
  };
  const open = async () => {
    const { auth } = browser.openTab({ backend });
    await viewOf(auth, (view) => view.ready);
    return auth;
  };
  return { server, backend, browser, open };
}

test('a cookie that no script can take away is not said to be cleared while the server is down', async () => {
  const { server, open } = createBrowser();
  const auth = await open();
  await signIn(auth);
  server.script.revoke = 'network';
  const notices = noticesOf(auth);
  const error = await errorOf(auth.logout());
  expect(error).toMatchObject({
    code: 'revocation_queued',
    device: 'cookieLeft',
    server: 'queued',
  });
  expect(notices).toContainEqual(
    expect.objectContaining({ type: 'loggedOut', device: 'cookieLeft', server: 'queued' }),
  );
});

test('it is cleared once the server has confirmed, and not before', async () => {
  const { open } = createBrowser();
  const auth = await open();
  await signIn(auth);
  const seen: unknown[] = [];
  auth.subscribe((view) => {
    if (device(view) !== undefined && device(view) !== seen.at(-1)) seen.push(device(view));
  });
  const notice = nextNotice(auth, 'loggedOut');
  await auth.logout();
  expect(await notice).toMatchObject({ device: 'cleared', server: 'revoked' });
  expect(seen).toEqual([null, 'cookieLeft']);
});

test('the server refuses: it may still be there', async () => {
  const { server, open } = createBrowser();
  const auth = await open();
  await signIn(auth);
  server.script.revoke = 403;
  expect(await errorOf(auth.logout())).toMatchObject({
    code: 'revocation_refused',
    device: 'cookieLeft',
  });
});

test.each([
  ['a grant without a session token', { sessionToken: undefined }, 'cookieLeft'],
  ['a grant that says so', { inCookie: true }, 'cookieLeft'],
  ['a grant that denies it', { inCookie: false }, 'cleared'],
  ['a grant with a session token', {}, 'cleared'],
])('%s: %o ends as %s', async (_, more, outcome) => {
  const { server, open } = createBrowser(more as Partial<Grant>);
  const auth = await open();
  await signIn(auth);
  server.script.revoke = 'network';
  expect(await errorOf(auth.logout())).toMatchObject({ device: outcome });
});

test('the next page knows it from the disk, though its user logs out before it has looked', async () => {
  const { server, backend, browser, open } = createBrowser();
  const first = await open();
  await signIn(first);
  first.dispose();
  server.script.revoke = 'network';
  const { auth } = browser.openTab({ backend });
  expect(auth.getView().ready).toBe(false);
  expect(await errorOf(auth.logout())).toMatchObject({ device: 'cookieLeft', server: 'queued' });
});

test('another tab knows no better, until the server has confirmed', async () => {
  const { server, open } = createBrowser();
  const [one, other] = [await open(), await open()];
  await signIn(one);
  await viewOf(other, (view) => view.isAuthenticated);
  server.script.revoke = 'network';
  const notice = nextNotice(other, 'loggedOut');
  await errorOf(one.logout());
  expect(await notice).toMatchObject({ reason: 'loggedOutElsewhere', device: 'cookieLeft' });
});

test('a session that its server has ended leaves no cookie that is worth anything', async () => {
  const { server, open } = createBrowser();
  const auth = await open();
  await signIn(auth);
  server.script.refresh = 401;
  server.script.revoke = 'network';
  const notice = nextNotice(auth, 'loggedOut');
  await auth.getSessionTokens({ refresh: true });
  expect(await notice).toMatchObject({ reason: 'revoked', device: 'cleared' });
});
