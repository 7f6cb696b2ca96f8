import { need } from '../../options/need.js';

/** Throws a `ConfigurationError` unless this is a publishable key. */
export function checkPublishableKey(key: unknown): void {
  const text = String(key);
  const problem = text.startsWith('sk_')
    ? 'is a SECRET key, to never reach a browser: revoke it, and pass'
    : 'must be';
  need(
    /^pk_(test|live)_\w+$/.test(text),
    'publishableKey',
    `${problem} a pk_test_ or pk_live_ key`,
  );
}
