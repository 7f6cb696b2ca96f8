import { createAuth } from '../../../src/engine/index.js';
import type { Auth, AuthNotice, AuthOptions } from '../../../src/engine/index.js';
import type { Backend, Grant } from '../../../src/services/index.js';
import { BackendError } from '../../../src/services/index.js';
import { createScriptedBackend } from '../../e2e/logout/support/scripted-backend.js';

export const email = 'ada@example.com';

/** An engine in this page, and what it announced. */
export interface Tab {
  readonly auth: Auth;
  readonly notices: AuthNotice[];
  readonly signIn: () => Promise<void>;
}

let made = 0;

/** An app of its own: a key, hence a database, that no other test uses, and a scripted backend. */
export function createApp() {
  const publishableKey = `pk_test_${Date.now()}${(made += 1)}`;
  const wire = createScriptedBackend();
  const tabs: Auth[] = [];

  async function ask(path: string, body: Record<string, unknown>, token?: string) {
    const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const request = new Request(location.href, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const answer = await wire.answer(path, request);
    if (!answer.ok) throw new BackendError(answer.status);
    return (await answer.json()) as unknown;
  }
  const backend: Backend = {
    sendCode: async (input) => (await ask('/otp/send', input)) as { methodId: string },
    verifyCode: async (input) => (await ask('/otp/verify', input)) as Grant,
    refresh: async ({ sessionToken }) => (await ask('/session/refresh', {}, sessionToken)) as Grant,
    async revoke(proof) {
      const token = 'sessionToken' in proof ? proof.sessionToken : undefined;
      await ask('/logout', { ...proof }, token);
    },
  };

  return {
    database: `moonkey:${publishableKey}`,
    tombstones: `moonkey:${publishableKey}:signed-out`,
    wire,
    /** Opens a tab and waits until it knows who is signed in. */
    async open(options: Partial<AuthOptions> = {}): Promise<Tab> {
      const auth = createAuth({ publishableKey, backend, ...options });
      tabs.push(auth);
      const notices: AuthNotice[] = [];
      auth.on('*', (notice) => notices.push(notice));
      const ready = until(auth, (view) => view.ready);
      auth.start();
      await ready;
      return {
        auth,
        notices,
        async signIn() {
          const { methodId } = await auth.sendCode({ email });
          await auth.signIn({ methodId, code: '123456' });
        },
      };
    },
    /** Ends its engines and deletes its database. */
    async remove() {
      for (const auth of tabs) auth.dispose();
      await settled(indexedDB.deleteDatabase(`moonkey:${publishableKey}`));
    },
  };
}

export type App = ReturnType<typeof createApp>;

/** Resolves once the view satisfies the condition. */
export function until(
  auth: Auth,
  condition: (view: ReturnType<Auth['getView']>) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    if (condition(auth.getView())) return resolve();
    const stop = auth.subscribe((view) => {
      if (!condition(view)) return;
      stop();
      resolve();
    });
  });
}

/** The result of a request. */
export function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', (event) => {
      event.preventDefault();
      reject(request.error ?? new Error('request failed'));
    });
  });
}

/** Opens a connection beside the engine's. */
export async function connect(
  name: string,
  version?: number,
  upgrade: (database: IDBDatabase) => void = () => {},
): Promise<IDBDatabase> {
  const request = indexedDB.open(name, version);
  request.addEventListener('upgradeneeded', () => upgrade(request.result));
  return settled(request);
}
