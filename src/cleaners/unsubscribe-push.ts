import type { LogoutCleaner } from '../engine/auth.js';

/**
 * A cleaner that ends this browser's push subscriptions of the origin, so that nothing of the last
 * user's is pushed to the next one. Resolves at once where there are no service workers.
 *
 * @example
 * ```ts
 * auth.addCleaner('push', unsubscribePush())
 * ```
 */
export function unsubscribePush(): LogoutCleaner {
  return async () => {
    const workers = globalThis.navigator?.serviceWorker as ServiceWorkerContainer | undefined;
    const registrations = (await workers?.getRegistrations()) ?? [];
    await Promise.all(
      registrations.map(async (registration) => {
        const push = registration.pushManager as PushManager | undefined;
        const subscription = await push?.getSubscription();
        if (subscription && !(await subscription.unsubscribe()))
          throw new Error('A push subscription could not be ended.');
      }),
    );
  };
}
