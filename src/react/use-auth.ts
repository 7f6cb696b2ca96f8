import type { Auth } from '../engine/index.js';
import { useScope } from './context.js';

/**
 * The engine of the nearest provider: its verbs, `on()`, and the actor. Never causes a render.
 *
 * @example
 * ```tsx
 * const auth = useAuth();
 * useEffect(() => auth.on('loggedOut', ({ server }) => track('logged out', server)), [auth]);
 * ```
 */
export function useAuth(): Auth {
  return useScope().auth;
}
