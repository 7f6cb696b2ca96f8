import { SITE } from './handler.js';

/** A browser's cookies of one site, by name: as much of RFC 6265 as one host and one path need. */
export function createCookieJar() {
  const cookies = new Map<string, string>();
  return {
    cookies,
    /** What a page of the site sends. */
    headers: (more: Record<string, string> = {}): Record<string, string> => ({
      Origin: SITE,
      Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      ...more,
    }),
    keep(response: Response): Response {
      for (const line of response.headers.getSetCookie()) {
        const [pair = '', ...attributes] = line.split('; ');
        const at = pair.indexOf('=');
        const expires = attributes.find((one) => one.startsWith('Expires='))?.slice(8) ?? '';
        if (attributes.some((one) => one.startsWith('Domain='))) continue;
        if (Date.parse(expires) <= Date.now()) cookies.delete(pair.slice(0, at));
        else cookies.set(pair.slice(0, at), pair.slice(at + 1));
      }
      return response;
    },
    names: (): string[] => [...cookies.keys()].map((name) => name.replace(/_[\da-f]{8}$/, '_…')),
  };
}

export type CookieJar = ReturnType<typeof createCookieJar>;
