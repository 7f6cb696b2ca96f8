import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test, vi } from 'vitest';
import type { CryptoLike } from '../../src/services/environment.js';
import { createDevice, createServer, SECRETS, signIn, viewOf } from '../support/device.js';

setFlagsFromString('--expose_gc');
const collect = runInNewContext('gc') as () => void;

/**
 * A crypto whose keys are plain objects, each noted weakly. A key stands beside the tokens and tickets
 * of its session wherever the engine keeps them: what reaches those reaches the key. (Node keeps the
 * CryptoKeys that it has cloned for ever.)
 */
function watchedCrypto() {
  const keys: WeakRef<object>[] = [];
  const note = <T extends object>(key: T): T => {
    keys.push(new WeakRef(key));
    return key;
  };
  const crypto: CryptoLike = {
    getRandomValues: (array) => globalThis.crypto.getRandomValues(array),
    subtle: {
      generateKey: (() =>
        Promise.resolve(note({ type: 'secret' }))) as unknown as SubtleCrypto['generateKey'],
      encrypt: async (_, key, data) => {
        note(key);
        return (data as Uint8Array<ArrayBuffer>).slice().buffer;
      },
      decrypt: async (_, key, data) => {
        note(key);
        return data as ArrayBuffer;
      },
    },
  };
  return { crypto, left: () => keys.filter((key) => key.deref() !== undefined).length, keys };
}

/** Two tabs of one device that show one session: one signed in, the other restored it. */
async function twoTabs() {
  const [device, server] = [createDevice(), createServer()];
  const [acting, listening] = [watchedCrypto(), watchedCrypto()];
  const first = device.openTab({ backend: server.backend, environment: { crypto: acting.crypto } });
  await viewOf(first.auth, ({ ready }) => ready);
  await signIn(first.auth);
  const second = device.openTab({
    backend: server.backend,
    environment: { crypto: listening.crypto },
  });
  await viewOf(second.auth, ({ user }) => user?.email === SECRETS.email);
  return { server, first: first.auth, second: second.auth, acting, listening };
}

const allGone = (...watched: ReturnType<typeof watchedCrypto>[]) =>
  vi.waitFor(() => {
    collect();
    for (const { left } of watched) expect(left()).toBe(0);
    return true;
  });

test('after a logout neither the acting tab nor one that only heard of it keeps a secret', async () => {
  const { first, second, acting, listening } = await twoTabs();
  expect(acting.keys.length).toBeGreaterThan(0);
  expect(listening.keys.length).toBeGreaterThan(0);
  await first.logout();
  await viewOf(second, ({ status }) => status === 'loggedOut');
  await allGone(acting, listening);
  expect([first, second].map((auth) => auth.getView().status)).toEqual(['loggedOut', 'loggedOut']);
});

test('nor after a session that the server has ended', async () => {
  const { first, second, server, acting, listening } = await twoTabs();
  server.script.refresh = 401;
  server.jwtLife = 5;
  vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 290_000);
  await first.getSessionTokens();
  await viewOf(second, ({ status }) => status === 'loggedOut');
  expect(await allGone(acting, listening)).toBe(true);
});

test('nor what a tab had opened whose user left before it could show anybody', async () => {
  const [device, server] = [createDevice(), createServer()];
  const [acting, listening] = [watchedCrypto(), watchedCrypto()];
  const { auth: first } = device.openTab({
    backend: server.backend,
    environment: { crypto: acting.crypto },
  });
  // Its clock calls every session over: it asks the server before it shows one.
  const { auth: second } = device.openTab({
    backend: server.backend,
    environment: { crypto: listening.crypto, clock: tenDaysFast },
  });
  await Promise.all([first, second].map((auth) => viewOf(auth, ({ ready }) => ready)));
  const faults = vi.fn<() => void>();
  second.on('storageFault', faults);
  await signIn(first);
  const answer = server.hold();
  await vi.waitFor(() => expect(server.countOf('refresh')).toBe(1), { timeout: 30_000 });
  expect(listening.keys.length).toBeGreaterThan(0);
  const leaving = first.logout();
  await viewOf(second, ({ status }) => status !== 'signingIn');
  answer();
  await leaving;
  await viewOf(second, ({ status }) => status === 'loggedOut');
  await allGone(acting, listening);
  expect(faults).not.toHaveBeenCalled();
});

const tenDaysFast = {
  now: () => Date.now() + 864_000_000,
  setTimeout: (run: () => void, delay: number) => setTimeout(run, delay),
  clearTimeout: (id: unknown) => clearTimeout(id as NodeJS.Timeout),
};
