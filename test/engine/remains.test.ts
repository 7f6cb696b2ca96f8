import { expect, test, vi } from 'vitest';
import type { Auth, AuthOptions, LogoutCleaner } from '../../src/engine/index.js';
import { signIn, viewOf } from '../support/device.js';
import { deferred, noticesOf, openSignedIn } from './support/tab.js';

const WEEKEND = 8 * 86_400;

/** A device on which somebody was signed in, and no tab is open any more. */
async function closedDevice({ daysPass = true } = {}) {
  const { auth, device, server } = await openSignedIn();
  const { generation = '' } = auth.actor.getSnapshot().context.session ?? {};
  auth.dispose();
  server.sessionLife = 3 * WEEKEND;
  if (daysPass) server.sessions.clear();
  const ahead = daysPass ? WEEKEND * 1000 : 0;
  const { environment } = device.environment();
  const clock = { ...environment.clock, now: () => Date.now() + ahead };
  return { device, server, generation, environment: { clock } };
}
type Closed = Pick<Awaited<ReturnType<typeof closedDevice>>, 'device' | 'server'> &
  Pick<Partial<AuthOptions>, 'environment' | 'timeouts'>;

function open(
  { device, server, ...options }: Closed,
  cleaners: Readonly<Record<string, LogoutCleaner>> = {},
) {
  const { auth } = device.openTab({
    backend: server.backend,
    ...(options.environment && { environment: options.environment }),
    ...(options.timeouts && { timeouts: options.timeouts }),
  });
  for (const [name, run] of Object.entries(cleaners)) auth.addCleaner(name, run);
  return auth;
}
const ready = (auth: Auth) => viewOf(auth, (view) => view.ready);

test('a session that expired while no page was open: its data is cleaned before the app is ready', async () => {
  const closed = await closedDevice();
  const cleaner = vi.fn<() => void>();
  const auth = open(closed, { drafts: cleaner });
  expect(await ready(auth)).toMatchObject({ status: 'loggedOut', reason: 'expired' });
  expect(cleaner).toHaveBeenCalledOnce();
});

test('a logout that was cut off, before its transaction or after it', async () => {
  const before = await closedDevice({ daysPass: false });
  const tombstone = JSON.stringify([{ generation: before.generation, scope: 'session' }]);
  before.device.items.set('moonkey:pk_test_1:signed-out', tombstone);
  const cleaner = vi.fn<() => void>();
  await ready(open(before, { drafts: cleaner }));
  expect(cleaner).toHaveBeenCalledOnce();

  const after = await openSignedIn();
  after.auth.addCleaner('drafts', () => new Promise(() => {}));
  void after.auth.logout();
  await viewOf(after.auth, (view) => view.status === 'loggingOut' && view.device === 'cleared');
  await ready(open(after, { drafts: cleaner }));
  expect(cleaner).toHaveBeenCalledTimes(2);
});

test('once: a later start finds nothing to do, and neither does one after a whole logout', async () => {
  const closed = await closedDevice();
  const cleaner = vi.fn<() => void>();
  await ready(open(closed, { drafts: cleaner }));
  const auth = open(closed, { drafts: cleaner });
  await ready(auth);
  expect(cleaner).toHaveBeenCalledOnce();
  await signIn(auth, 'bob@example.com');
  await auth.logout();
  expect(cleaner).toHaveBeenCalledTimes(2);
  auth.dispose();
  await ready(open(closed, { drafts: cleaner }));
  expect(cleaner).toHaveBeenCalledTimes(2);
});

test('one that is registered late runs then, in a later page too, and the next user waits for it', async () => {
  const closed = await closedDevice();
  const drafts = vi.fn<() => void>();
  const first = open(closed, { drafts });
  await ready(first);
  first.dispose();

  const auth = open(closed, { drafts });
  await ready(auth);
  const gate = deferred();
  const cart = vi.fn<() => Promise<void>>(() => gate.promise);
  auth.addCleaner('cart', cart);
  await vi.waitFor(() => expect(cart).toHaveBeenCalledOnce());
  const signingIn = signIn(auth, 'bob@example.com');
  await viewOf(auth, (view) => view.status === 'signingIn');
  await vi.waitFor(() => expect(closed.server.countOf('verifyCode')).toBe(2));
  expect((await closed.device.dump())['session']).toEqual([]);
  gate.resolve();
  expect(await signingIn).toMatchObject({ email: 'bob@example.com' });
  expect([drafts, cart].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
});

test('one that fails is reported, and holds nobody up for longer than its bound', async () => {
  const closed = await closedDevice();
  const auth = open({
    ...closed,
    timeouts: { restoreTimeout: 200, commitTimeout: 200, cleanupTimeout: 300 },
  });
  const notices = noticesOf(auth);
  auth.addCleaner('broken', () => Promise.reject(new Error('secret detail')));
  auth.addCleaner('stuck', () => new Promise(() => {}));
  expect(await ready(auth)).toMatchObject({ reason: 'expired' });
  expect(await signIn(auth)).toMatchObject({ email: 'ada@example.com' });
  await vi.waitFor(() =>
    expect(notices).toContainEqual({ type: 'cleanupFailed', name: 'broken', code: 'threw' }),
  );
});

test('nobody cleans up behind a session that lives: not in a new tab, not late, not without a disk', async () => {
  const { auth, device, server } = await openSignedIn();
  const cleaner = vi.fn<() => void>();
  const second = open({ device, server }, { drafts: cleaner });
  await ready(second);
  second.addCleaner('cart', cleaner);
  const blind = device.openTab({
    backend: server.backend,
    environment: {
      indexedDB: {
        open: () => {
          throw new DOMException('', 'SecurityError');
        },
      } as unknown as IDBFactory,
    },
  });
  blind.auth.addCleaner('drafts', cleaner);
  await ready(blind.auth);
  await auth.getSessionTokens();
  expect(cleaner).not.toHaveBeenCalled();
});

test('no session, no cleaning: a visitor keeps what is theirs', async () => {
  const { auth, device, server } = await openSignedIn();
  await auth.logout();
  auth.dispose();
  device.items.clear();
  const cleaner = vi.fn<() => void>();
  const visitor = open({ device, server }, { drafts: cleaner });
  await ready(visitor);
  visitor.addCleaner('cart', cleaner);
  await signIn(visitor, 'bob@example.com');
  expect(cleaner).not.toHaveBeenCalled();
});
