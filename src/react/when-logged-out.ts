import type { Auth, LogoutError } from '../engine/index.js';
import type { AuthView } from '../machines/view.js';

/** Resolves to true once this device has been dealt with, before the server has; to false after a veto. */
export function whenLoggedOut(auth: Auth, logout: Promise<void>): Promise<boolean> {
  return new Promise((resolve) => {
    const look = (view: AuthView) => {
      if (view.status === 'loggingOut' && view.device) resolve(true);
    };
    const stop = auth.subscribe(look);
    look(auth.getView());
    const settle = (isOut: boolean) => {
      stop();
      resolve(isOut);
    };
    logout.then(
      () => settle(true),
      ({ code }: LogoutError) => settle(code !== 'cancelled'),
    );
  });
}
