import { describe, expect, test, vi } from 'vitest';
import { createKey, seal } from '../../src/services/seal.js';
import { createTurn } from '../../src/services/turn.js';
import { credentialsOf, ticketFor } from '../../src/services/vault.js';
import type { LocksLike, PageEventType } from '../../src/services/environment.js';
import { namesFor } from '../../src/services/names.js';
import { openWays } from '../../src/services/tabs.js';
import { unseal } from '../../src/services/unseal.js';
import { watchLifecycle } from '../../src/services/lifecycle.js';

const sealable = {
  user: { id: 'user_1', email: 'ada@example.com', createdAt: 1 },
  credentials: { sessionToken: 'token-1', sessionJwt: 'jwt-1' },
};

const names = namesFor('pk_test_1');

describe('seal', () => {
  const { crypto } = globalThis;
  const refused = { name: 'OperationError' };

  test('opens with its key and its generation, and with nothing else', async () => {
    const [key, other] = await Promise.all([createKey(crypto.subtle), createKey(crypto.subtle)]);
    const sealed = await seal(crypto, key, 'a', sealable);
    expect(await unseal(crypto.subtle, key, 'a', sealed)).toEqual(sealable);
    await expect(unseal(crypto.subtle, other, 'a', sealed)).rejects.toMatchObject(refused);
    await expect(unseal(crypto.subtle, key, 'b', sealed)).rejects.toMatchObject(refused);
    await expect(unseal(crypto.subtle, undefined, 'a', sealed)).rejects.toThrow('no key');
    const bytes = new Uint8Array(sealed.data.slice(0));
    bytes[3] = (bytes[3] ?? 0) ^ 1;
    const damaged = { ...sealed, data: bytes.buffer };
    await expect(unseal(crypto.subtle, key, 'a', damaged)).rejects.toMatchObject(refused);
  });

  test('never uses a nonce twice, and shows no plain byte', async () => {
    const key = await createKey(crypto.subtle);
    const seals = await Promise.all(
      Array.from({ length: 200 }, () => seal(crypto, key, 'a', sealable)),
    );
    expect(new Set(seals.map(({ iv }) => iv.join())).size).toBe(200);
    expect(Buffer.from(seals[0]?.data ?? new ArrayBuffer(0)).toString('latin1')).not.toMatch(
      /ada|token|jwt|user/,
    );
  });

  test('its key cannot be taken out', async () => {
    const key = await createKey(crypto.subtle);
    expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } });
  });
});

describe('vault', () => {
  const grant = {
    user: sealable.user,
    sessionToken: 't',
    sessionJwt: 'j',
    jwtExpiresAt: 2,
    expiresAt: 3,
  };

  test('seconds of the wire become milliseconds; a missing ticket is null', () => {
    expect(credentialsOf(grant, null, { wall: 0, monotonic: 0 })).toEqual({
      sessionToken: 't',
      sessionJwt: 'j',
      version: 0,
      // Neither issuedAt nor a JWT that says when: a minute at least.
      life: { arrived: { wall: 0, monotonic: 0 }, jwt: 60_000, session: 3_000 },
      expiresAt: 3_000,
      ticket: null,
      everywhereTicket: null,
      key: null,
    });
  });

  test.each([
    ['session', 's', 'e', 's'],
    ['everywhere', 's', 'e', 'e'],
    ['everywhere', 's', null, 's'],
    ['session', null, 'e', null],
    ['session', 7, undefined, null],
  ] as const)('%s of (%s, %s) is %s', (scope, ticket, everywhereTicket, expected) => {
    expect(ticketFor({ ticket, everywhereTicket }, scope)).toBe(expected);
    expect(ticketFor(undefined, scope)).toBeNull();
  });
});

describe('turn', () => {
  /** Web Locks, as far as a turn goes. */
  function locks(): LocksLike {
    let last: Promise<unknown> = Promise.resolve();
    return {
      request(_name, { signal }, callback) {
        const run = last.then(() => {
          signal?.throwIfAborted();
          return callback();
        });
        last = run.catch(() => undefined);
        return run;
      },
    };
  }
  const { signal } = new AbortController();

  test('one holds it at a time', async () => {
    const shared = locks();
    const [one, two] = [createTurn('t', shared), createTurn('t', shared)];
    await one.take(signal);
    let hasTurn = false;
    const waiting = two.take(signal).then(() => {
      hasTurn = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(hasTurn).toBe(false);
    one.release();
    await waiting;
    two.release();
  });

  test('one that gave up waiting does not hold it', async () => {
    const shared = locks();
    const [one, two, three] = [1, 2, 3].map(() => createTurn('t', shared));
    await one?.take(signal);
    const controller = new AbortController();
    const given = two?.take(controller.signal);
    controller.abort();
    one?.release();
    await expect(given).rejects.toThrow('aborted');
    await three?.take(signal);
    three?.release();
  });

  test('without locks everyone has it', async () => {
    await expect(createTurn('t', undefined).take(signal)).resolves.toBe(false);
  });

  test('a release without a turn does nothing', () => {
    expect(() => createTurn('t', locks()).release()).not.toThrow();
  });
});

describe('page', () => {
  function page(isVisible = true) {
    const listeners = new Map<PageEventType, ((event: object) => void)[]>();
    return {
      listen(type: PageEventType, listener: (event: object) => void) {
        listeners.set(type, [...(listeners.get(type) ?? []), listener]);
        return () => void listeners.delete(type);
      },
      isVisible: () => isVisible,
      isOnline: () => true,
      fire: (type: PageEventType, event = {}) =>
        listeners.get(type)?.forEach((listener) => listener(event)),
      listeners,
    };
  }
  const callbacks = () => ({
    onWake: vi.fn<() => void>(),
    onOnline: vi.fn<() => void>(),
    onHide: vi.fn<() => void>(),
  });

  test.each([
    ['pageshow', 'onWake'],
    ['resume', 'onWake'],
    ['focus', 'onWake'],
    ['visibilitychange', 'onWake'],
    ['online', 'onOnline'],
    ['pagehide', 'onHide'],
  ] as const)('%s calls %s, until it is stopped', (type, name) => {
    const [own, calls] = [page(), callbacks()];
    const stop = watchLifecycle({ page: own, ...calls });
    own.fire(type);
    expect(Object.entries(calls).filter(([, call]) => call.mock.calls.length > 0)).toEqual([
      [name, calls[name]],
    ]);
    stop();
    own.fire(type);
    expect(calls[name]).toHaveBeenCalledOnce();
  });

  test('a page that is hidden does not wake', () => {
    const [own, calls] = [page(false), callbacks()];
    watchLifecycle({ page: own, ...calls });
    own.fire('visibilitychange');
    expect(calls.onWake).not.toHaveBeenCalled();
  });

  test('it never listens to what would keep a page out of the back/forward cache', () => {
    const own = page();
    watchLifecycle({ page: own, ...callbacks() });
    openWays({ channel: undefined, page: own, names, onMessage: () => {} });
    expect([...own.listeners.keys()].toSorted()).toEqual([
      'focus',
      'online',
      'pagehide',
      'pageshow',
      'resume',
      'storage',
      'visibilitychange',
    ]);
  });

  test('tombstones of another tab arrive by the storage events of their own keys', () => {
    const own = page();
    const onMessage = vi.fn<(message: object) => void>();
    openWays({ channel: undefined, page: own, names, onMessage });
    const newValue = JSON.stringify([{ generation: 'a', scope: 'session' }]);
    own.fire('storage', { key: 'other', newValue });
    own.fire('storage', { key: names.tombstones, newValue: null });
    own.fire('storage', { key: names.tombstones, newValue: 'x' });
    expect(onMessage).not.toHaveBeenCalled();
    own.fire('storage', { key: names.tombstones, newValue });
    own.fire('storage', { key: names.tombstones, newValue, oldValue: newValue });
    expect(onMessage.mock.calls).toEqual([
      [{ type: 'signedOut', generation: 'a', scope: 'session' }],
    ]);
  });

  test('a tombstone that was missed is news while its session is still shown', () => {
    const own = page();
    const onMessage = vi.fn<(message: object) => void>();
    const isShown = ({ generation }: { generation: string }) => generation === 'a';
    openWays({ channel: undefined, page: own, names, onMessage, isShown });
    const oldValue = '[{"generation":"a","scope":"session"},{"generation":"b","scope":"session"}]';
    own.fire('storage', { key: names.tombstones, newValue: oldValue, oldValue });
    expect(onMessage.mock.calls).toEqual([
      [{ type: 'signedOut', generation: 'a', scope: 'session' }],
    ]);
  });
});

test('a channel that is closed does not throw into a logout', () => {
  const tabs = openWays({
    channel: {
      postMessage() {
        throw new DOMException('Closed.', 'InvalidStateError');
      },
      close() {},
      onmessage: null,
    },
    page: undefined,
    names,
    onMessage: () => {},
  });
  expect(() => tabs.tell({ type: 'signedIn', generation: 'a' })).not.toThrow();
});

test('two publishable keys share nothing on a device', () => {
  const [one, two] = [Object.values(namesFor('pk_test_1')), Object.values(namesFor('pk_test_2'))];
  expect(one.filter((name) => two.includes(name))).toEqual([]);
  expect(one.every((name) => name.startsWith('moonkey:pk_test_1'))).toBe(true);
});
