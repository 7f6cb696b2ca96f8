import type { CookiesLike } from '../../services/environment.js';

/** The cookies of a browser that has none yet: in memory, their attributes not kept. */
export function createFakeCookies(): CookiesLike {
  const jar = new Map<string, string>();
  return {
    read: () => [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
    write(cookie) {
      const [pair = '', ...attributes] = cookie.split(/; */);
      const [name = '', value = ''] = pair.split('=');
      if (attributes.includes('max-age=0')) jar.delete(name);
      else jar.set(name, value);
    },
  };
}
