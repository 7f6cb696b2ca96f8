import { ConfigurationError } from './configuration-error.js';

/** Checks the one option that must never be wrong, not even for a moment. */
export function checkKey(key: unknown): void {
  if (/^pk_(test|live)_\w+$/.test(String(key))) return;
  throw new ConfigurationError(
    'publishableKey',
    String(key).startsWith('sk_')
      ? '"publishableKey" is a SECRET key, which must never reach a browser: revoke it now, and pass the pk_… key.'
      : '"publishableKey" must be your pk_test_… or pk_live_… key.',
  );
}
