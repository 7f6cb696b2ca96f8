import type { Auth } from '@moon-key/react-auth/engine';

/** Resolves with the time at which the engine reports the device as cleared: NaN where it failed. */
export function whenCleared(auth: Auth): Promise<number> {
  return new Promise((resolve) => {
    const stop = auth.subscribe((view) => {
      if (!('device' in view) || view.device === null) return;
      stop();
      resolve(view.device === 'cleared' ? performance.now() : NaN);
    });
  });
}

/** Waits for the end of the logout, and forgets what the server was not told. */
export async function finishLogout(auth: Auth): Promise<void> {
  await auth.logout().catch(() => undefined);
  const open = indexedDB.open(`moonkey:${auth.publishableKey}`);
  await new Promise((resolve) => open.addEventListener('success', resolve));
  const transaction = open.result.transaction('revocations', 'readwrite');
  transaction.objectStore('revocations').clear();
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  open.result.close();
}
