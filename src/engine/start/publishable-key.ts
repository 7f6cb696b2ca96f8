import { ConfigurationError } from '../../options/configuration-error.js';

/** Throws a {@link ConfigurationError} unless this is a publishable key. */
export function checkPublishableKey(key: unknown): void {
  const text = String(key);
  if (/^pk_(test|live)_\w+$/.test(text)) return;
  const problem = text.startsWith('sk_')
    ? 'is a SECRET key, which must never reach a browser: revoke it, and pass'
    : 'must be';
  throw new ConfigurationError(
    'publishableKey',
    `"publishableKey" ${problem} your pk_test_… or pk_live_… key.`,
  );
}
