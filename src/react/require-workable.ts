import { checkPublishableKey } from '../engine/start/publishable-key.js';
import type { Backend } from '../services/backend.js';
import { need } from '../options/need.js';
import type { MoonKeyProviderProps } from './provider-props.js';

/**
 * Refuses, at the first render and everywhere, what cannot work. All else that may be wrong with the
 * props is said in development alone: see `check-props.ts`.
 */
export function requireWorkable({ auth, publishableKey, config }: MoonKeyProviderProps): void {
  if (auth)
    return need((auth as Partial<typeof auth>).getView, 'auth', 'must be made by createAuth()');
  checkPublishableKey(publishableKey);
  const { backend = '/a' } = (config ?? {}) as { backend?: string | Partial<Backend> };
  const isWorkable =
    typeof backend === 'object' ? backend?.revoke : /^(https?:\/)?\/[^/]/.test(backend);
  need(isWorkable, 'config.backend', 'must be a URL or backend');
}
