import type { LogoutCleaner } from '../engine/auth.js';
import { createChecker } from '../options/index.js';

/**
 * A cleaner that posts a message to the active service workers of the origin, which drop what they
 * keep of the user. It does not wait for an answer.
 *
 * @param message - Whatever can be cloned.
 * @throws TypeError when there is no message.
 *
 * @example
 * ```ts
 * auth.addCleaner('worker', tellServiceWorker({ type: 'signed-out' }))
 * ```
 */
export function tellServiceWorker(message: unknown): LogoutCleaner {
  const { fail } = createChecker('tellServiceWorker');
  if (message === undefined) fail('message', 'is needed: it is what the workers are told');

  return async ({ signal }) => {
    const workers = globalThis.navigator?.serviceWorker as ServiceWorkerContainer | undefined;
    const registrations = (await workers?.getRegistrations()) ?? [];
    signal.throwIfAborted();
    for (const { active } of registrations) active?.postMessage(message, []);
  };
}
