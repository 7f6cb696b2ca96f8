import type { Auth, AuthNotice, AuthOptions } from '../../../src/engine/index.js';
import { createDevice, createServer, signIn, viewOf } from '../../support/device.js';

/** A device, a server, and one tab in which nobody is signed in yet. */
export async function openTab(options: Partial<Omit<AuthOptions, 'backend'>> = {}) {
  const device = createDevice();
  const server = createServer();
  const tab = device.openTab({ ...options, backend: server.backend });
  await viewOf(tab.auth, (view) => view.ready);
  return { device, server, ...tab };
}

/** The same, with somebody signed in. */
export async function openSignedIn(options: Partial<Omit<AuthOptions, 'backend'>> = {}) {
  const tab = await openTab(options);
  await signIn(tab.auth);
  return tab;
}

/** Collects every notice from now on. */
export function noticesOf(auth: Auth): AuthNotice[] {
  const notices: AuthNotice[] = [];
  auth.on('*', (notice) => void notices.push(notice));
  return notices;
}

/** Resolves with the next notice of a type. */
export function nextNotice(auth: Auth, type: AuthNotice['type']): Promise<AuthNotice> {
  return new Promise((resolve) => {
    const stop = auth.on(type, (notice) => {
      stop();
      resolve(notice);
    });
  });
}

/** What a promise rejects with; fails when it does not. */
export const errorOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => Promise.reject(new Error(`It resolved: ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  );

/** A promise with its handles outside. */
export function deferred<T = void>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((...handles) => {
    [resolve, reject] = handles;
  });
  return { promise, resolve, reject };
}

/** Puts a message on the channel that the tabs of a device share. */
export function broadcast(device: ReturnType<typeof createDevice>, message: unknown): void {
  const { environment } = device.environment();
  const channel = environment.openChannel?.('moonkey:pk_test_1');
  const send = channel?.postMessage.bind(channel);
  send?.(message);
  channel?.close();
}
