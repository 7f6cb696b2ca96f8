import { expect, test, vi } from 'vitest';
import type { Auth } from '../../src/engine/index.js';
import type { Environment, PageEventType } from '../../src/services/environment.js';
import { createDevice, createServer, SECRETS, viewOf } from '../support/device.js';
import { errorOf } from './support/tab.js';

interface Tab {
  readonly auth: Auth;
  readonly fire: (type: PageEventType) => void;
  /** What the tab keeps from one page to the next. */
  readonly storage: Map<string, string>;
}

/** A browser whose tabs can be opened, reloaded, closed and killed. */
function createBrowser(environment: Partial<Environment> = {}) {
  const device = createDevice();
  const server = createServer();

  function open(
    storage = new Map<string, string>(),
    arrival = { startedAt: Date.now() + 1, isLink: true },
  ): Tab {
    const { environment: own, fire } = device.environment({
      sessionStorage: {
        getItem: (key) => storage.get(key) ?? null,
        setItem: (key, value) => void storage.set(key, value),
        removeItem: (key) => void storage.delete(key),
      },
      ...environment,
    });
    const page = own.page && { ...own.page, arrival: () => arrival };
    const { auth } = device.openTab({
      environment: { ...own, page },
      backend: server.backend,
    });
    return { auth, storage, fire };
  }
  const kill = ({ auth }: Tab) => auth.dispose();
  return {
    device,
    server,
    open,
    kill,
    close(tab: Tab) {
      tab.fire('pagehide');
      kill(tab);
    },
    /** A page in the same tab, after the one before. */
    next(tab: Tab, arrival: { startedAt: number; isLink: boolean }) {
      tab.fire('pagehide');
      kill(tab);
      return open(tab.storage, arrival);
    },
  };
}

async function signIn({ auth }: Tab, remember?: boolean) {
  const { methodId } = await auth.sendCode({ email: SECRETS.email });
  await auth.signIn({ methodId, code: SECRETS.code, ...(remember !== undefined && { remember }) });
}
const whoIs = async ({ auth }: Tab) => {
  const seen = [auth.getView().isAuthenticated];
  auth.subscribe((view) => seen.push(view.isAuthenticated));
  await viewOf(auth, ({ ready }) => ready);
  return seen.includes(true);
};
const told = ({ server }: ReturnType<typeof createBrowser>) =>
  vi.waitFor(() => expect(server.countOf('revoke')).toBe(1), 5_000);

test('the session ends with the last tab: the next page shows nobody, and tells the server', async () => {
  const browser = createBrowser();
  const first = browser.open();
  await signIn(first, false);
  const second = browser.open();
  expect(await whoIs(second)).toBe(true);
  browser.close(first);
  const third = browser.open();
  expect(await whoIs(third)).toBe(true);
  browser.close(second);
  browser.kill(third);
  expect(browser.server.countOf('revoke')).toBe(0);
  const last = browser.open();
  expect(await whoIs(last)).toBe(false);
  expect(last.auth.getView()).toMatchObject({ reason: 'loggedOutElsewhere' });
  await told(browser);
  await vi.waitFor(async () =>
    expect(await browser.device.dump()).toEqual({ keys: [], revocations: [], session: [] }),
  );
});

test.each([undefined, true])('remember: %s, it does not', async (remember) => {
  const browser = createBrowser();
  const first = browser.open();
  await signIn(first, remember);
  browser.close(first);
  expect(await whoIs(browser.open())).toBe(true);
});

test('signInWith() takes it too', async () => {
  const browser = createBrowser();
  const first = browser.open();
  const grant = await browser.server.backend.verifyCode(
    { methodId: 'method', code: SECRETS.code },
    new AbortController().signal,
  );
  await first.auth.signInWith(() => Promise.resolve(grant), { remember: false });
  browser.close(first);
  expect(await whoIs(browser.open())).toBe(false);
});

test('a reload, and a link, go on', async () => {
  const browser = createBrowser();
  let tab = browser.open();
  await signIn(tab, false);
  for (const isLink of [false, true]) {
    tab = browser.next(tab, { startedAt: Date.now() - 20, isLink });
    expect(await whoIs(tab)).toBe(true);
  }
  expect([...tab.storage]).toEqual([]);
});

test('so does a page that is reloaded again before it has shown anything', async () => {
  const browser = createBrowser();
  const first = browser.open();
  await signIn(first, false);
  const second = browser.next(first, { startedAt: Date.now() - 20, isLink: false });
  const third = browser.next(second, { startedAt: Date.now() + 1_000, isLink: false });
  expect(await whoIs(third)).toBe(true);
});

test('a refresh does not make it a session that is remembered', async () => {
  const browser = createBrowser();
  const first = browser.open();
  await signIn(first, false);
  await first.auth.getSessionTokens({ refresh: true });
  browser.close(first);
  expect(await whoIs(browser.open())).toBe(false);
});

test('the way back from another site goes on, for half an hour', async () => {
  const now = vi.spyOn(Date, 'now');
  const later = (minutes: number) => {
    const at = performance.timeOrigin + performance.now() + minutes * 60_000;
    now.mockImplementation(() => at);
    return at;
  };
  const browser = createBrowser();
  const first = browser.open();
  await signIn(first, false);
  browser.close(first);
  const second = browser.open(first.storage, { startedAt: later(29), isLink: true });
  expect(await whoIs(second)).toBe(true);
  browser.close(second);
  const third = browser.open(second.storage, { startedAt: later(60), isLink: true });
  expect(await whoIs(third)).toBe(false);
  now.mockRestore();
});

test('a tab that the browser restores is no reload: its mark was left before', async () => {
  const browser = createBrowser();
  const first = browser.open();
  await signIn(first, false);
  browser.close(first);
  const restored = browser.open(first.storage, { startedAt: Date.now() + 6_000, isLink: false });
  expect(await whoIs(restored)).toBe(false);
  await told(browser);
});

test('a killed browser leaves no mark: none of its restored tabs shows anybody', async () => {
  const browser = createBrowser();
  const first = browser.open();
  await signIn(first, false);
  const others = [browser.open(), browser.open()];
  for (const tab of others) expect(await whoIs(tab)).toBe(true);
  for (const tab of [first, ...others]) browser.kill(tab);
  const restored = [first, ...others].map(({ storage }) =>
    browser.open(storage, { startedAt: Date.now() + 6_000, isLink: false }),
  );
  for (const tab of restored) expect(await whoIs(tab)).toBe(false);
  await told(browser);
});

test.each([
  ['are missing', undefined],
  ['tell nobody who holds them', { request: () => Promise.reject(new TypeError('refused')) }],
  [
    'are refused',
    {
      request: () => Promise.reject(new TypeError('refused')),
      query: () => Promise.reject(new TypeError('refused')),
    },
  ],
])('where locks %s, leases tell who lives', async (_, locks) => {
  const browser = createBrowser({ locks });
  const first = browser.open();
  await signIn(first, false);
  const second = browser.open();
  expect(await whoIs(second)).toBe(true);
  browser.close(first);
  browser.close(second);
  expect(await whoIs(browser.open())).toBe(false);
});

test('without sessionStorage a reload is a new page', async () => {
  const browser = createBrowser({ sessionStorage: undefined });
  const first = browser.open();
  await signIn(first, false);
  expect(await whoIs(browser.next(first, { startedAt: 0, isLink: false }))).toBe(false);
});

test('a page that comes back from the cache holds it again', async () => {
  const browser = createBrowser();
  const first = browser.open();
  await signIn(first, false);
  first.fire('pagehide');
  first.fire('pageshow');
  expect([...first.storage]).toEqual([]);
  await vi.waitFor(async () => expect(await whoIs(browser.open())).toBe(true));
});

test('what is no boolean is refused', async () => {
  const { auth } = createBrowser().open();
  const wrong = { methodId: 'm', code: SECRETS.code, remember: 'no' } as never;
  expect(await errorOf(auth.signIn(wrong))).toMatchObject({
    message: 'signIn(): "remember" must be true or false.',
  });
  expect(
    await errorOf(auth.signInWith(() => Promise.reject(new Error('no')), { remember: 1 } as never)),
  ).toMatchObject({ message: 'signInWith(): "remember" must be true or false.' });
});

test.each([
  [false, { remember: false }],
  [true, {}],
  [undefined, {}],
])('remember: %s, the backend hears what its cookie is to do', async (remember, heard) => {
  const browser = createBrowser();
  await signIn(browser.open(), remember);
  const asked = browser.server.calls.find(({ verb }) => verb === 'verifyCode');
  expect(asked?.argument).toEqual({
    methodId: SECRETS.email,
    code: SECRETS.code,
    ...heard,
  });
});
