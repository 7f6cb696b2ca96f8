import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Auth } from '../../src/engine/index.js';
import { type createServer, SECRETS } from '../support/device.js';
import { openSignedIn, openTab } from './support/tab.js';
import { advanceUntil, fakeTime } from './support/time.js';

beforeEach(() => {
  fakeTime();
});
afterEach(() => {
  vi.useRealTimers();
});

type Server = ReturnType<typeof createServer>;

const calls: [string, number, 'in' | 'out', (auth: Auth, server: Server) => Promise<unknown>][] = [
  ['sendCode', 15_000, 'out', (auth) => auth.sendCode({ email: SECRETS.email })],
  ['signIn', 15_000, 'out', (auth) => auth.signIn({ methodId: SECRETS.email, code: SECRETS.code })],
  [
    'signIn over a session',
    15_000,
    'in',
    (auth) => auth.signIn({ methodId: 'bob@example.com', code: SECRETS.code }),
  ],
  ['logout', 5_000, 'in', (auth) => auth.logout()],
  ['logoutEverywhere', 5_000, 'in', (auth) => auth.logoutEverywhere()],
  [
    'logout with a guard that hangs',
    60_000,
    'in',
    (auth) => {
      auth.addLogoutGuard(() => new Promise(() => {}));
      return auth.logout();
    },
  ],
  [
    'logout with a cleaner that hangs',
    5_000,
    'in',
    (auth) => {
      auth.addCleaner('stuck', () => new Promise(() => {}));
      return auth.logout();
    },
  ],
  ['getSessionTokens', 10_000, 'in', (auth) => auth.getSessionTokens()],
  ['getPendingRevocations', 5_000, 'in', (auth) => auth.getPendingRevocations()],
];

test.each(calls)(
  '%s settles within %i ms of a backend that never answers',
  async (name, bound, start, call) => {
    const { auth, server } = await (start === 'in' ? openSignedIn() : openTab());
    if (name === 'getSessionTokens') vi.setSystemTime(Date.now() + 290_000);
    for (const verb of ['sendCode', 'verifyCode', 'refresh', 'revoke'] as const)
      server.script[verb] = 'hang';
    let isSettled = false;
    const settled = () => {
      isSettled = true;
    };
    const asked = Date.now();
    call(auth, server).then(settled, settled);
    await advanceUntil(() => isSettled, bound + 1_500);
    expect(Date.now() - asked).toBeLessThanOrEqual(bound + 1_500);
  },
);

test('a disk that never answers: the start ends in its bound, with nobody signed in', async () => {
  const { device, server } = await openSignedIn();
  const indexedDB = { open: () => new EventTarget() } as unknown as IDBFactory;
  const { auth } = device.openTab({ backend: server.backend, environment: { indexedDB } });
  await advanceUntil(() => auth.getView().ready, 6_000);
  expect(auth.getView()).toMatchObject({ isAuthenticated: false });
});
