/** What is wrong with a publishable key: null when nothing is. */
export function keyProblem(key: unknown): string | null {
  if (/^pk_(test|live)_\w+$/.test(String(key))) return null;
  return String(key).startsWith('sk_')
    ? '"publishableKey" is a SECRET key, which must never reach a browser: revoke it now, and pass the pk_… key.'
    : '"publishableKey" must be your pk_test_… or pk_live_… key.';
}
