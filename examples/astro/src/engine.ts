import { createAuth, type Auth, type InitialState } from '@moon-key/react-auth/engine';

let engine: Auth | undefined;

/** One engine for all islands of a page; on the server, one for each that is rendered. */
export function engineOf(initialState: InitialState): Auth {
  const publishableKey = import.meta.env.PUBLIC_MOONKEY_PUBLISHABLE_KEY;
  if (import.meta.env.SSR) return createAuth({ publishableKey, initialState });
  engine ??= createAuth({ publishableKey, initialState });
  return engine;
}
