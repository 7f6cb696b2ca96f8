import { parseSetCookie } from './parse-set-cookie.js';

/** The headers of a request as its browser will send them next, with what is to be set as cookies. */
export function renewedHeaders(headers: Headers, written: readonly string[]): Headers {
  const renewed = new Headers(headers);
  const cookies = written.map(parseSetCookie);
  const replaced = new Set(cookies.map(({ name }) => name));
  const kept = (headers.get('cookie') ?? '')
    .split(/; */)
    .filter((pair) => pair !== '' && !replaced.has(pair.split('=', 1)[0] ?? ''));
  const set = cookies
    .filter(({ expires }) => expires === undefined || expires.getTime() > Date.now())
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  renewed.set('cookie', [...kept, ...set].join('; '));
  return renewed;
}
