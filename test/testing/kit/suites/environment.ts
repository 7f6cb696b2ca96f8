import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChannelLike, PageEvent } from '../../../../src/services/environment.js';
import type { Environment } from '../../../../src/services/index.js';

/** Two tabs of one browser to hold against the real ones. */
export interface TabsUnderTest {
  readonly tabs: readonly [TabParts, TabParts];
  close(): void;
}

/** The parts of an environment that tabs share, and Web Crypto. */
export type TabParts = Pick<
  Environment,
  'localStorage' | 'openChannel' | 'locks' | 'crypto' | 'page'
>;

const nameOf = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    return (error as Error).name;
  }
  return 'nothing';
};

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'nothing',
    (error: Error) => error.name,
  );

const send = (channel: ChannelLike, message: unknown) => {
  const post = channel.postMessage.bind(channel);
  post(message);
};

/** What every environment's parts do, real or fake. */
export function describeTabs(name: string, open: () => Promise<TabsUnderTest>): void {
  describe(`${name}, as the platform does it:`, () => {
    let opened: TabsUnderTest;
    let here: Required<{ [Part in keyof TabParts]: NonNullable<TabParts[Part]> }>;
    let there: typeof here;
    beforeEach(async () => {
      opened = await open();
      [here, there] = opened.tabs as [typeof here, typeof there];
    });
    afterEach(() => opened.close());

    describe('channels', () => {
      it('bring copies to the others, in order, in a later turn, and not to the sender', async () => {
        const [sender, receiver] = [here.openChannel('a'), there.openChannel('a')];
        const other = there.openChannel('b');
        const heard: unknown[] = [];
        sender.onmessage = () => heard.push('itself');
        other.onmessage = () => heard.push('elsewhere');
        const both = new Promise<void>((resolve) => {
          receiver.onmessage = ({ data }) => {
            if (heard.push(data) === 2) resolve();
          };
        });
        const message = { n: 1 };
        send(sender, message);
        send(sender, { n: 2 });
        message.n = 3;
        expect(heard).toEqual([]);
        await both;
        expect(heard).toEqual([{ n: 1 }, { n: 2 }]);
        for (const channel of [sender, receiver, other]) channel.close();
      });

      it('refuse what cannot be copied, and to speak when closed', () => {
        const channel = here.openChannel('a');
        expect(nameOf(() => send(channel, () => 1))).toBe('DataCloneError');
        channel.close();
        expect(nameOf(() => send(channel, 1))).toBe('InvalidStateError');
      });

      it('bring nothing to a channel that is closed', async () => {
        const [sender, closed, open] = [
          here.openChannel('a'),
          there.openChannel('a'),
          there.openChannel('a'),
        ];
        let heard = 0;
        closed.onmessage = () => {
          heard += 1;
        };
        const arrived = new Promise((resolve) => {
          open.onmessage = resolve;
        });
        closed.close();
        send(sender, 1);
        await arrived;
        expect(heard).toBe(0);
        sender.close();
        open.close();
      });
    });

    describe('locks', () => {
      /** Takes a lock, and holds it until the result is called. */
      async function hold(name: string, end: () => unknown) {
        let release = () => {};
        let result: Promise<unknown> = Promise.resolve();
        await new Promise<void>((held) => {
          result = here.locks.request(name, {}, async () => {
            held();
            await new Promise<void>((resolve) => {
              release = resolve;
            });
            return end();
          });
          result.catch(() => {});
        });
        return { release, result };
      }

      it('are held by one at a time, first come first served', async () => {
        const order: string[] = [];
        const first = await hold('lock', () => order.push('first'));
        const second = there.locks.request('lock', {}, async () => order.push('second'));
        const third = there.locks.request('lock', {}, async () => order.push('third'));
        await here.locks.request('another', {}, async () => order.push('another'));
        first.release();
        expect(await first.result).toBe(2);
        await Promise.all([second, third]);
        expect(order).toEqual(['another', 'first', 'second', 'third']);
      });

      it('let go at once who no longer waits, and go on after who failed', async () => {
        const waiting = new AbortController();
        const holder = await hold('lock', () => {
          throw new RangeError('failed');
        });
        const waiter = here.locks.request('lock', { signal: waiting.signal }, async () => 'never');
        const ended = errorOf(waiter);
        waiting.abort();
        expect(await ended).toBe('AbortError');
        const next = here.locks.request('lock', {}, async () => 'next');
        const failed = errorOf(holder.result);
        holder.release();
        expect(await failed).toBe('RangeError');
        expect(await next).toBe('next');
        const aborted = AbortSignal.abort();
        expect(
          await errorOf(here.locks.request('lock', { signal: aborted }, async () => 'never')),
        ).toBe('AbortError');
      });

      it('are kept by who holds them, whatever the signal says', async () => {
        const signal = new AbortController();
        const held = here.locks.request('lock', { signal: signal.signal }, async () => {
          signal.abort();
          return 'done';
        });
        expect(await held).toBe('done');
      });
    });

    describe('localStorage', () => {
      it('tells the other tabs of a change, and not the one that made it', async () => {
        const key = `key-${Math.random()}`;
        const heard: (PageEvent | 'itself')[] = [];
        const stopHere = here.page.listen('storage', () => heard.push('itself'));
        const twice = new Promise<void>((resolve) => {
          const stop = there.page.listen('storage', (event) => {
            if (event.key !== key) return;
            const { newValue, oldValue } = event;
            if (heard.push({ newValue: newValue ?? null, oldValue: oldValue ?? null }) < 2) return;
            stop();
            resolve();
          });
        });
        here.localStorage.setItem(key, '1');
        here.localStorage.setItem(key, '1');
        expect(there.localStorage.getItem(key)).toBe('1');
        expect(heard).toEqual([]);
        here.localStorage.removeItem(key);
        here.localStorage.removeItem(key);
        await twice;
        stopHere();
        expect(there.localStorage.getItem(key)).toBeNull();
        expect(heard).toEqual([
          { newValue: '1', oldValue: null },
          { newValue: null, oldValue: '1' },
        ]);
      });

      it('keeps strings', () => {
        here.localStorage.setItem('number', 1 as never);
        expect(there.localStorage.getItem('number')).toBe('1');
        here.localStorage.removeItem('number');
      });
    });

    describe('crypto', () => {
      const algorithm = { name: 'AES-GCM', length: 256 } as const;
      const plain = new TextEncoder().encode('a secret that nobody may read');
      const key = () => here.crypto.subtle?.generateKey(algorithm, false, ['encrypt', 'decrypt']);

      it('seals so that only the same key opens, and only what is unaltered', async () => {
        const { subtle } = here.crypto;
        const [own, other] = (await Promise.all([key(), key()])) as [CryptoKey, CryptoKey];
        const iv = here.crypto.getRandomValues(new Uint8Array(12));
        const with_ = { name: 'AES-GCM', iv };
        const sealed = (await subtle?.encrypt(with_, own, plain)) as ArrayBuffer;
        expect(sealed.byteLength).toBe(plain.length + 16);
        expect(new TextDecoder().decode(sealed)).not.toContain('secret');
        const opened = (await subtle?.decrypt(with_, own, sealed)) as ArrayBuffer;
        expect(new TextDecoder().decode(opened)).toBe('a secret that nobody may read');
        const open = (key: CryptoKey, data: ArrayBuffer, vector: Uint8Array<ArrayBuffer>) =>
          errorOf(subtle?.decrypt({ ...with_, iv: vector }, key, data) ?? Promise.resolve());
        const altered = new Uint8Array(sealed.slice(0));
        altered[3] = (altered[3] ?? 0) ^ 1;
        expect(await open(other, sealed, iv)).toBe('OperationError');
        expect(await open(own, altered.buffer, iv)).toBe('OperationError');
        expect(await open(own, sealed, new Uint8Array(12))).toBe('OperationError');
        expect(await open(own, new ArrayBuffer(3), iv)).toBe('OperationError');
        expect([own.type, own.extractable]).toEqual(['secret', false]);
      });
    });
  });
}
