/**
 * The address to go back to after a sign-in, out of a query: a path of this very origin, or `fallback`. What
 * leads to another site (`//evil.example`, `/\evil.example`, `https:…`) does not count.
 *
 * @param value - As the query has it, unescaped; of several, the first.
 * @param fallback - Default `/`.
 *
 * @example
 * ```ts
 * redirect(returnPath(url.searchParams.get('from')));
 * ```
 */
export function returnPath(value: unknown, fallback = '/'): string {
  const path: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof path !== 'string' || !path.startsWith('/')) return fallback;
  const here = 'http://here.invalid';
  if (!URL.canParse(path, here)) return fallback;
  const url = new URL(path, here);
  return url.origin === here ? url.pathname + url.search + url.hash : fallback;
}
