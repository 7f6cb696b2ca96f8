import { IDBFactory } from 'fake-indexeddb';
import 'fake-indexeddb/auto';
import type { Auth, AuthOptions } from '../../src/engine/index.js';
import { createAuth } from '../../src/engine/index.js';
import type { Backend, CodeBackend, Environment, Grant } from '../../src/services/index.js';
import type { ChannelLike, PageEvent, PageEventType } from '../../src/services/environment.js';
import { createFakeCookies } from '../../src/testing/kit/fake-cookies.js';
import { createFakeLocks } from '../../src/testing/kit/fake-locks.js';
import { BackendError } from '../../src/services/index.js';

/** Secrets that must be found nowhere they do not belong. */
export const SECRETS = {
  token: 'token-4f1d7c2b9a',
  jwt: 'jwt-8e3a6d5c1f',
  code: '493817',
  email: 'ada@example.com',
} as const;

/** One device: a disk, a localStorage and a channel that its tabs share. */
export function createDevice() {
  const indexedDB = new IDBFactory();
  const items = new Map<string, string>();
  const cookies = createFakeCookies();
  const channels = new Set<ChannelLike>();
  const pages = new Set<Map<PageEventType, Set<(event: PageEvent) => void>>>();
  const locks = createFakeLocks();
  const posted: unknown[] = [];

  function environment(overrides: Partial<Environment> = {}) {
    const listeners = new Map<PageEventType, Set<(event: PageEvent) => void>>();
    pages.add(listeners);
    const fire = (type: PageEventType, event: PageEvent = {}) => {
      for (const listener of listeners.get(type) ?? []) listener(event);
    };
    const own: Environment = {
      indexedDB,
      localStorage: {
        getItem: (key) => items.get(key) ?? null,
        setItem(key, newValue) {
          const oldValue = items.get(key) ?? null;
          items.set(key, newValue);
          for (const page of pages)
            if (page !== listeners)
              queueMicrotask(() => {
                for (const listener of page.get('storage') ?? [])
                  listener({ key, newValue, oldValue });
              });
        },
        removeItem: (key) => void items.delete(key),
      },
      cookies,
      openChannel() {
        const channel: ChannelLike = {
          onmessage: null,
          postMessage(data) {
            posted.push(data);
            for (const other of channels)
              if (other !== channel)
                queueMicrotask(() => other.onmessage?.({ data } as MessageEvent));
          },
          close: () => void channels.delete(channel),
        };
        channels.add(channel);
        return channel;
      },
      locks,
      fetch: () => Promise.reject(new TypeError('No network in this test.')),
      crypto: globalThis.crypto,
      clock: {
        now: () => Date.now(),
        setTimeout: (run, delay) => setTimeout(run, delay),
        clearTimeout: (id) => clearTimeout(id as NodeJS.Timeout),
      },
      page: {
        listen(type, listener) {
          const set = listeners.get(type) ?? new Set();
          listeners.set(type, set.add(listener));
          return () => set.delete(listener);
        },
        isVisible: () => true,
        isOnline: () => true,
      },
      reportError(error) {
        throw error;
      },
      ...overrides,
    };
    return { environment: own, fire };
  }

  return {
    indexedDB,
    items,
    cookies,
    posted,
    environment,
    /** Opens a tab: an engine that is started. */
    openTab(options: Partial<AuthOptions> & { backend: Backend | string }): {
      auth: Auth;
      fire: (type: PageEventType, event?: PageEvent) => void;
    } {
      const { environment: own, fire } = environment(options.environment);
      const auth = createAuth({ publishableKey: 'pk_test_1', ...options, environment: own });
      auth.start();
      return { auth, fire };
    },
    /** Every record of every store. */
    async dump(): Promise<Record<string, unknown[]>> {
      const request = indexedDB.open('moonkey:pk_test_1');
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error ?? new Error('open failed'));
      });
      const stores: Record<string, unknown[]> = {};
      for (const name of database.objectStoreNames) {
        const all = database.transaction(name).objectStore(name).getAll();
        stores[name] = await new Promise((resolve) => {
          all.onsuccess = () => resolve(all.result);
        });
      }
      database.close();
      return stores;
    },
  };
}

type Verb = Exclude<keyof CodeBackend, 'current'>;

export type Outcome = 'ok' | 'network' | 'hang' | number;

/** The server, scripted: sessions it knows, what it answers next, and what it was asked. */
export function createServer() {
  let made = 0;
  const sessions = new Map<string, { token: string; email: string }>();
  const calls: { verb: Verb; argument: unknown }[] = [];
  const script: { [V in Verb]: Outcome } = {
    sendCode: 'ok',
    verifyCode: 'ok',
    refresh: 'ok',
    revoke: 'ok',
  };
  let jwtLife = 300;
  let sessionLife = 7 * 86_400;
  let tickets = true;
  let gate: Promise<void> | undefined;

  async function answer(verb: Verb, argument: unknown) {
    calls.push({ verb, argument });
    await gate;
    const outcome = script[verb];
    if (outcome === 'network') throw new TypeError('fetch failed');
    if (outcome === 'hang') await new Promise(() => {});
    if (typeof outcome === 'number') throw new BackendError(outcome);
  }

  function grant(id: string, email: string, token: string): Grant {
    const now = Math.floor(Date.now() / 1000);
    return {
      user: { id: `user_${email}`, email, createdAt: 1_700_000_000 },
      sessionToken: token,
      sessionJwt: `${SECRETS.jwt}-${++made}`,
      jwtExpiresAt: now + jwtLife,
      expiresAt: now + sessionLife,
      issuedAt: now,
      sessionId: id,
      ...(tickets && { ticket: `ticket-${id}`, everywhereTicket: `everywhere-${email}` }),
    };
  }

  const backend: CodeBackend = {
    async sendCode({ email }) {
      await answer('sendCode', { email });
      return { methodId: email };
    },
    async verifyCode(input) {
      await answer('verifyCode', input);
      const { methodId, code } = input;
      if (code !== SECRETS.code) throw new BackendError(400, 'code_refused');
      const id = `sess_${++made}`;
      const token = `${SECRETS.token}-${made}`;
      sessions.set(id, { token, email: methodId });
      return grant(id, methodId, token);
    },
    async refresh({ sessionToken }) {
      await answer('refresh', {});
      for (const [id, { token, email }] of sessions)
        if (token === sessionToken) return grant(id, email, token);
      throw new BackendError(401);
    },
    async revoke(proof) {
      await answer('revoke', proof);
      for (const [id, { token, email }] of [...sessions])
        if (
          'ticket' in proof
            ? proof.ticket === `ticket-${id}` || proof.ticket === `everywhere-${email}`
            : proof.sessionToken === token
        )
          sessions.delete(id);
    },
  };

  return {
    backend,
    sessions,
    calls,
    script,
    set jwtLife(seconds: number) {
      jwtLife = seconds;
    },
    set sessionLife(seconds: number) {
      sessionLife = seconds;
    },
    set tickets(given: boolean) {
      tickets = given;
    },
    /** Holds every answer back until the returned function is called. */
    hold(): () => void {
      let release = () => {};
      gate = new Promise((resolve) => {
        release = resolve;
      });
      return () => {
        gate = undefined;
        release();
      };
    },
    countOf: (verb: Verb) => calls.filter((call) => call.verb === verb).length,
  };
}

/** Resolves with the view once it satisfies the condition. */
export function viewOf(
  auth: Auth,
  condition: (view: ReturnType<Auth['getView']>) => boolean,
): Promise<ReturnType<Auth['getView']>> {
  return new Promise((resolve) => {
    if (condition(auth.getView())) return resolve(auth.getView());
    const stop = auth.subscribe((view) => {
      if (!condition(view)) return;
      stop();
      resolve(view);
    });
  });
}

/** Signs in and resolves with the user. */
export async function signIn(auth: Auth, email: string = SECRETS.email) {
  const { methodId } = await auth.sendCode({ email });
  return auth.signIn({ methodId, code: SECRETS.code });
}
