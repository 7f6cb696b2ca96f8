/** What is wrong with a publishable key: undefined when nothing is. */
export function keyProblem(key: unknown): string | undefined {
  const text = String(key);
  if (/^pk_(test|live)_\w+$/.test(text)) return undefined;
  const problem = text.startsWith('sk_')
    ? 'is a SECRET key, which must never reach a browser: revoke it, and pass'
    : 'must be';
  return `"publishableKey" ${problem} your pk_test_… or pk_live_… key.`;
}
