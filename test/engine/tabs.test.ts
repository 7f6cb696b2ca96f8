import { afterEach, expect, test, vi } from 'vitest';
import type { Auth } from '../../src/engine/index.js';
import { SECRETS, viewOf } from '../support/device.js';
import { holdDisk } from './support/raw-disk.js';
import { advanceUntil, fakeTime, settle } from './support/time.js';
import { broadcast, errorOf, nextNotice, noticesOf, openSignedIn, openTab } from './support/tab.js';

afterEach(() => {
  vi.useRealTimers();
});

test('a logout in one tab logs every tab out, with one request', async () => {
  const { auth, device, server } = await openSignedIn();
  const others = Array.from({ length: 9 }, () => device.openTab({ backend: server.backend }));
  await Promise.all(others.map((tab) => viewOf(tab.auth, (view) => view.isAuthenticated)));
  const gone = others.map((tab) => nextNotice(tab.auth, 'loggedOut'));
  await auth.logout();
  for (const notice of await Promise.all(gone))
    expect(notice).toMatchObject({ reason: 'loggedOutElsewhere', server: 'notNeeded' });
  expect(server.countOf('revoke')).toBe(1);
});

/** Waits until a tab shows who is signed in, and has looked a second time. */
async function settled(auth: Auth) {
  await viewOf(auth, (view) => view.isAuthenticated);
  await auth.getPendingRevocations();
}

test('a tab that hears of a logout shows it before its statechart has taken the step', async () => {
  const { auth, device, server } = await openSignedIn();
  const other = device.openTab({ backend: server.backend });
  await settled(other.auth);
  const shown: unknown[] = [];
  other.auth.subscribe(({ status, user }) => {
    const { value } = other.auth.actor.getSnapshot();
    shown.push({
      status,
      user,
      machine: typeof value === 'string' ? value : Object.keys(value)[0],
    });
  });
  const gone = nextNotice(other.auth, 'loggedOut');
  await auth.logout();
  await gone;
  expect(shown[0]).toEqual({ status: 'loggingOut', user: null, machine: 'authenticated' });
  expect(shown.at(-1)).toEqual({ status: 'loggedOut', user: null, machine: 'loggedOut' });
});

test('a session of which a tab has heard that it was logged out is not shown, whatever comes', async () => {
  const { auth, device, server } = await openSignedIn();
  const generation = auth.actor.getSnapshot().context.session?.generation ?? '';
  const other = device.openTab({ backend: server.backend });
  await settled(other.auth);
  const emails: (string | undefined)[] = [];
  other.auth.subscribe(({ user }) => {
    emails.push(user?.email);
    // Something else moves the statechart, which has not taken the step yet.
    if (emails.length > 1) return;
    queueMicrotask(() => other.auth.actor.send({ type: 'OUTBOX_CHANGED', pending: 7 }));
  });
  const gone = nextNotice(other.auth, 'loggedOut');
  broadcast(device, { type: 'signedOut', generation, scope: 'session' });
  await gone;
  expect(emails.length).toBeGreaterThan(2);
  expect(new Set(emails)).toEqual(new Set([undefined]));
});

test('a tab that hears of a logout hands out no tokens, not even to those it tells first', async () => {
  const { auth, device, server } = await openSignedIn();
  const generation = auth.actor.getSnapshot().context.session?.generation ?? '';
  const other = device.openTab({ backend: server.backend });
  await settled(other.auth);
  const handedOut = new Promise((resolve) => {
    const stop = other.auth.subscribe(() => {
      stop();
      resolve(other.auth.getSessionTokens());
    });
  });
  broadcast(device, { type: 'signedOut', generation, scope: 'session' });
  expect(await handedOut).toBeNull();
});

/** A second tab, and a way to tell it that its session was logged out. */
async function openListener() {
  const { auth, device, server } = await openSignedIn();
  const generation = auth.actor.getSnapshot().context.session?.generation ?? '';
  const listener = device.openTab({ backend: server.backend }).auth;
  await settled(listener);
  const told = () =>
    viewOf(listener, ({ status }) => {
      if (status === 'authenticated')
        broadcast(device, { type: 'signedOut', generation, scope: 'session' });
      return status === 'loggingOut';
    });
  return { auth, device, server, listener, told };
}

const machineOf = ({ actor }: Auth) => actor.getSnapshot();

test('a listening tab’s statechart waits until the acting tab has cleared the disk', async () => {
  const { device, listener, told } = await openListener();
  const release = await holdDisk(device);
  await told();
  await settle();
  expect(listener.getView()).toMatchObject({ status: 'loggingOut', user: null });
  expect(machineOf(listener).matches('authenticated')).toBe(true);
  release();
  expect(await nextNotice(listener, 'loggedOut')).toMatchObject({ reason: 'loggedOutElsewhere' });
});

test('it waits no longer than a moment for a disk that is stuck', async () => {
  const { device, listener, told } = await openListener();
  const release = await holdDisk(device);
  fakeTime();
  await told();
  await advanceUntil(() => !machineOf(listener).matches('authenticated'), 300);
  expect(machineOf(listener).matches('loggingOut')).toBe(true);
  release();
});

test('a verb finds the statechart where the view is', async () => {
  const { device, listener, told } = await openListener();
  const release = await holdDisk(device);
  await told();
  const posted = device.posted.length;
  const done = listener.logout();
  expect(machineOf(listener).matches('loggingOut')).toBe(true);
  expect(machineOf(listener).context.reason).toBe('loggedOutElsewhere');
  release();
  await done;
  expect(device.posted).toHaveLength(posted);
});

test('nobody is left to be logged out everywhere', async () => {
  const { device, listener, told } = await openListener();
  const release = await holdDisk(device);
  await told();
  expect(await errorOf(listener.logoutEverywhere())).toMatchObject({
    code: 'everywhere_unavailable',
  });
  release();
});

test('a sign-in right after comes after the logout', async () => {
  const { device, listener, told } = await openListener();
  const release = await holdDisk(device);
  const gone = nextNotice(listener, 'loggedOut');
  await told();
  const signedIn = listener.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  release();
  expect(await gone).toMatchObject({ reason: 'loggedOutElsewhere' });
  expect(await signedIn).toMatchObject({ email: 'bob@example.com' });
});

test('so does one that the tab hears of right after', async () => {
  const { device, listener, told } = await openListener();
  const release = await holdDisk(device);
  const gone = nextNotice(listener, 'loggedOut');
  await told();
  broadcast(device, { type: 'signedIn', generation: 'next' });
  await settle();
  release();
  expect(await gone).toMatchObject({ reason: 'loggedOutElsewhere' });
});

test('two tabs log out at once: one request, both promises resolve', async () => {
  const { auth, device, server } = await openSignedIn();
  const other = device.openTab({ backend: server.backend });
  await viewOf(other.auth, (view) => view.isAuthenticated);
  await Promise.all([auth.logout(), other.auth.logout()]);
  expect(server.countOf('revoke')).toBe(1);
});

test('a sign-in in one tab is taken over by the others', async () => {
  const { auth, device, server } = await openTab();
  const other = device.openTab({ backend: server.backend });
  await viewOf(other.auth, (view) => view.ready);
  await auth.signIn({ methodId: SECRETS.email, code: SECRETS.code });
  expect(await viewOf(other.auth, (view) => view.isAuthenticated)).toMatchObject({
    user: { email: SECRETS.email },
  });
  expect(await other.auth.getSessionTokens()).toEqual(await auth.getSessionTokens());
});

test('another user in one tab: the others switch through loggedOut, never directly', async () => {
  const { auth, device, server } = await openSignedIn();
  const other = device.openTab({ backend: server.backend });
  await viewOf(other.auth, (view) => view.isAuthenticated);
  const shown: string[] = [];
  other.auth.subscribe(({ status, user }) => void shown.push(user?.email ?? status));
  const notices = noticesOf(other.auth);
  await auth.signIn({ methodId: 'bob@example.com', code: SECRETS.code });
  await viewOf(other.auth, ({ user }) => user?.email === 'bob@example.com');
  expect(shown[0]).toBe('loggingOut');
  expect(shown).not.toContain(SECRETS.email);
  expect(notices.map(({ type }) => type)).toContain('loggedOut');
  await vi.waitFor(() => expect(server.sessions.size).toBe(1));
});

test('messages between tabs hold no secret and nobody’s name', async () => {
  const { auth, device, server } = await openSignedIn();
  server.script.revoke = 'network';
  await auth.logout().catch(() => undefined);
  expect(device.posted.length).toBeGreaterThan(1);
  expect(JSON.stringify(device.posted)).not.toMatch(/token|jwt|ticket|ada|493817/);
});

test.each([null, 7, 'signedOut', {}, { type: 'signedOut' }, { type: 'x', generation: 'y' }])(
  'a message that reads %j changes nothing',
  async (message) => {
    const { auth, device } = await openSignedIn();
    const view = auth.getView();
    broadcast(device, message);
    await new Promise((resolve) => setImmediate(resolve));
    expect(auth.getView()).toBe(view);
  },
);

test('a message about another generation changes nothing', async () => {
  const { auth, device } = await openSignedIn();
  broadcast(device, { type: 'signedOut', generation: 'older', scope: 'session' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(auth.getView().isAuthenticated).toBe(true);
});

test('without BroadcastChannel the storage event does it', async () => {
  const { auth, device, server } = await openSignedIn({ environment: { openChannel: undefined } });
  const other = device.openTab({
    backend: server.backend,
    environment: { openChannel: undefined },
  });
  await viewOf(other.auth, (view) => view.isAuthenticated);
  const gone = nextNotice(other.auth, 'loggedOut');
  await auth.logout();
  expect(await gone).toMatchObject({ reason: 'loggedOutElsewhere' });
});

test('a listening tab finishes what the acting one could not: the clearing, then the telling', async () => {
  fakeTime();
  const { auth, device, server } = await openSignedIn();
  const { generation } = auth.actor.getSnapshot().context.session ?? {};
  broadcast(device, { type: 'signedOut', generation, scope: 'session' });
  await viewOf(auth, (view) => view.status === 'loggedOut');
  expect(await device.dump()).toMatchObject({
    keys: [],
    revocations: [{ generation, sender: null }],
    session: [],
  });
  expect(server.countOf('revoke')).toBe(0);
  const settled = nextNotice(auth, 'revocationSettled');
  await advanceUntil(() => server.sessions.size === 0, 12_000);
  expect(await settled).toMatchObject({ generation, result: 'revoked' });
  expect(server.sessions.size).toBe(0);
});

test('two tabs log out at once and the server refuses: both are told, also without a channel', async () => {
  const environment = { openChannel: undefined };
  const { auth, device, server } = await openSignedIn({ environment });
  const other = device.openTab({ backend: server.backend, environment });
  await settled(other.auth);
  server.script.revoke = 403;
  const errors = await Promise.all([auth, other.auth].map((each) => errorOf(each.logout())));
  for (const error of errors)
    expect(error).toMatchObject({ code: 'revocation_refused', server: 'refused' });
});

test('two tabs log out at once without a channel: both resolve, the session revoked', async () => {
  const environment = { openChannel: undefined };
  const { auth, device, server } = await openSignedIn({ environment });
  const other = device.openTab({ backend: server.backend, environment });
  await settled(other.auth);
  await Promise.all([auth.logout(), other.auth.logout()]);
  expect(server.sessions.size).toBe(0);
});

test.each([
  ['revoked', 'loggedOut'],
  ['refused', 'authenticated'],
] as const)(
  'a tab that missed a logout, and hears that its session is %s, is %s',
  async (result, status) => {
    const { auth, device } = await openSignedIn();
    const generation = auth.actor.getSnapshot().context.session?.generation ?? '';
    const heard = nextNotice(auth, 'revocationSettled');
    broadcast(device, { type: 'revocationSettled', generation, result });
    await heard;
    if (status === 'loggedOut') await nextNotice(auth, 'loggedOut');
    expect(auth.getView().status).toBe(status);
  },
);
