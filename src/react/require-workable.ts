import { checkPublishableKey } from '../engine/start/publishable-key.js';
import { ConfigurationError } from '../options/configuration-error.js';
import type { MoonKeyProviderProps } from './provider-props.js';

/**
 * Refuses, at the first render and everywhere, what cannot work. All else that may be wrong with the
 * props is said in development alone: see `check-props.ts`.
 */
export function requireWorkable({ auth, publishableKey, config }: MoonKeyProviderProps): void {
  const { backend = '/api' } = Object(config) as { backend?: unknown };
  if (auth) need((auth as Partial<typeof auth>).getView, 'auth', 'made by createAuth()');
  else {
    checkPublishableKey(publishableKey);
    need(
      (Object(backend) as { revoke?: unknown }).revoke ??
        /^(https?:\/)?\/[^/]/.test(backend as string),
      'config.backend',
      'a URL, or a backend',
    );
  }
}

function need(holds: unknown, option: string, what: string): void {
  if (!holds) throw new ConfigurationError(option, `MoonKeyProvider: "${option}" must be ${what}.`);
}
