import { expect, test, vi } from 'vitest';
import { createDevice, SECRETS, viewOf } from '../support/device.js';
import { createHandler, openPage } from './support/cookie-handler.js';

type Device = ReturnType<typeof createDevice>;

const HINT = 'moonkey_session';
const dropHint = ({ cookies }: Device) => cookies.write(`${HINT}=; max-age=0`);

/** A page that has signed in with `cookie: true`: its tokens are in the page, its cookies in the browser. */
async function visited() {
  const device = createDevice();
  const handler = createHandler();
  const page = openPage(device, handler);
  await viewOf(page.auth, ({ ready }) => ready);
  device.cookies.write(`${HINT}=sess_1`);
  await page.auth.signIn({ methodId: 'email_1', code: SECRETS.code });
  /** As the browser's settings do it: the database stays, and so does the session at the service. */
  const clearCookies = () => {
    handler.state.cookie = undefined;
    dropHint(device);
  };
  return { device, handler, ...page, clearCookies };
}

/** The next page, and whether it shows anybody, from its first view on. */
function openNext({ device, handler }: Awaited<ReturnType<typeof visited>>) {
  const cleaned = vi.fn<() => void>();
  const { auth, fire } = openPage(device, handler);
  const shown = [auth.getView().isAuthenticated];
  auth.addCleaner('cache', cleaned);
  auth.subscribe((view) => void shown.push(view.isAuthenticated));
  return { auth, fire, shown, cleaned };
}

test('a page whose session is in no cookie any more shows nobody, not for a frame, and revokes it', async () => {
  const visit = await visited();
  visit.auth.dispose();
  visit.clearCookies();
  const { auth, shown, cleaned } = openNext(visit);
  const view = await viewOf(auth, ({ ready }) => ready);
  expect(view).toMatchObject({ status: 'loggedOut', reason: 'revoked' });
  expect(shown).not.toContain(true);
  await vi.waitFor(() => expect(visit.handler.sessions.size).toBe(0));
  await vi.waitFor(() => expect(cleaned).toHaveBeenCalledTimes(1));
  expect(await visit.device.dump()).toMatchObject({ session: [], keys: [] });
});

test('a page that is open finds out when it is looked at, and every tab follows', async () => {
  const visit = await visited();
  const other = openNext(visit);
  await viewOf(other.auth, ({ isAuthenticated }) => isAuthenticated);
  visit.clearCookies();
  visit.fire('focus');
  const view = await viewOf(visit.auth, ({ status }) => status === 'loggedOut');
  expect(view).toMatchObject({ reason: 'revoked' });
  await viewOf(other.auth, ({ status }) => status === 'loggedOut');
  await vi.waitFor(() => expect(other.cleaned).toHaveBeenCalledTimes(1));
  await vi.waitFor(() => expect(visit.handler.sessions.size).toBe(0));
});

test('a page that is looked at asks nobody while its cookie is there', async () => {
  const visit = await visited();
  const before = visit.handler.requests.length;
  visit.fire('focus');
  await visit.auth.getPendingRevocations();
  expect(visit.handler.requests.length).toBe(before);
});

test('where nobody can be asked, the session stays', async () => {
  const visit = await visited();
  visit.auth.dispose();
  visit.clearCookies();
  visit.handler.state.isDown = true;
  const { auth, fire } = openNext(visit);
  await viewOf(auth, ({ isAuthenticated }) => isAuthenticated);

  visit.handler.state.isDown = false;
  // The next look is not before the pause that a failure earns: a question of the app's own is.
  fire('focus');
  expect(await auth.check()).toBe('ended');
});

test('a script that removes the cookie which it can see ends nothing', async () => {
  const visit = await visited();
  visit.auth.dispose();
  dropHint(visit.device);
  const { auth, fire } = openNext(visit);
  await viewOf(auth, ({ isAuthenticated }) => isAuthenticated);
  const asked = () => visit.handler.routes().filter((route) => route === 'POST /session/refresh');
  expect(asked()).toHaveLength(1);
  const { headers } = visit.handler.requests.at(-1) ?? {};
  expect(headers?.has('authorization')).toBe(false);
  fire('focus');
  await auth.getPendingRevocations();
  expect(asked()).toHaveLength(1);
});

test("a cookie that is another user's by now is the truth", async () => {
  const visit = await visited();
  visit.handler.begin();
  visit.device.cookies.write(`${HINT}=sess_2`);
  visit.fire('focus');
  await viewOf(visit.auth, ({ status }) => status === 'loggedOut');
  await viewOf(visit.auth, ({ isAuthenticated }) => isAuthenticated);
  await vi.waitFor(() => expect([...visit.handler.sessions.keys()]).toEqual(['sess_2']));
  expect(visit.handler.routes()).toContain('GET /session');
});

test('a session whose cookie this page has never seen is nobody’s business', async () => {
  const device = createDevice();
  const handler = createHandler();
  const page = openPage(device, handler);
  await page.auth.signIn({ methodId: 'email_1', code: SECRETS.code });
  handler.state.cookie = undefined;
  page.fire('focus');
  await page.auth.getPendingRevocations();
  expect(await page.auth.check()).toBe('live');
});
