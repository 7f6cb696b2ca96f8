import type { HeaderReader } from '../http/incoming.js';

/** All values of the cookies of one name, as they were sent, in the order in which they were sent. */
export function readCookies(headers: HeaderReader, name: string): readonly string[] {
  return pairsOf(headers).flatMap(([key, value]) => (key === name ? [value] : []));
}

/** Every cookie by its name; of several with one name, the first. */
export function readCookieMap(headers: HeaderReader): ReadonlyMap<string, string> {
  return new Map(pairsOf(headers).toReversed());
}

function pairsOf(headers: HeaderReader): [string, string][] {
  return (headers.get('cookie') ?? '').split(';').flatMap((pair): [string, string][] => {
    const at = pair.indexOf('=');
    if (at === -1) return [];
    const value = pair.slice(at + 1).trim();
    return [[pair.slice(0, at).trim(), value.replace(/^"(.*)"$/, '$1')]];
  });
}
