import { useEffect, useRef } from 'react';
import { useAuth } from '../react/index.js';
import type { AuthView } from '../react/index.js';

/** The id of the user who is shown, null for nobody; undefined until it is known. */
const whoIsShown = ({ ready, user }: AuthView): string | null | undefined =>
  ready ? (user?.id ?? null) : undefined;

/**
 * Calls `refresh` whenever what a framework keeps of the server's answers (router cache, loader data, prefetched
 * redirects) is no longer true, in every tab: in the tick of a logout, when the server has confirmed it, and when
 * somebody has signed in. Not for a session that is restored: the page was rendered for that one.
 *
 * @param refresh - Drops that, and asks again: what it returns is not looked at.
 * @param state - What the server has said last. Whenever that is another object, this device looks whether its browser
 *   has been signed out by the server meanwhile, as a server action does.
 *
 * @example
 * ```tsx
 * useRefreshOnSessionChange(useRouter().refresh, state); // Next
 * useRefreshOnSessionChange(useRevalidator().revalidate, state); // React Router
 * ```
 */
export function useRefreshOnSessionChange(refresh: () => unknown, state?: unknown): void {
  const auth = useAuth();
  const latest = useRef(refresh);
  useEffect(() => {
    latest.current = refresh;
  });
  useEffect(() => {
    let shown = whoIsShown(auth.getView());
    let isAsking = false;
    const look = () => {
      const view = auth.getView();
      const before = shown;
      const now = whoIsShown(view);
      if (before && now === null && isOpen(view)) return void ask();
      shown = now;
      if (before !== undefined && now !== before) latest.current();
    };
    const isOpen = (view: AuthView) =>
      view.status === 'signingIn'
        ? isAsking
        : view.status === 'loggedOut' && view.reason === 'noSession';
    // The server has named somebody whom this device does not hold: it may find them by the cookie.
    const ask = async () => {
      if (isAsking) return;
      isAsking = true;
      await auth.recheck().catch(() => {});
      isAsking = false;
      const now = whoIsShown(auth.getView());
      if (now !== shown) latest.current();
      shown = now;
    };
    const stops = [auth.subscribe(look), auth.on('revocationSettled', () => latest.current())];
    return () => stops.forEach((stop) => stop());
  }, [auth]);
  const heard = useRef(state);
  useEffect(() => {
    if (heard.current === state) return;
    heard.current = state;
    void auth.recheck();
  }, [auth, state]);
}
