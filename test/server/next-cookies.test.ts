import { expect, it } from 'vitest';
import { parseSetCookie } from '../../src/next/parse-set-cookie.js';
import { renewedHeaders } from '../../src/next/renewed-headers.js';

const written = [
  'session_token=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Lax',
  '__Host-session_jwt=a%3Db; Path=/; Expires=Fri, 01 Jan 2100 00:00:00 GMT; HttpOnly; SameSite=Strict; Secure',
];

it('reads a cookie for Next', () => {
  expect(parseSetCookie(written[1] ?? '')).toEqual({
    name: '__Host-session_jwt',
    value: 'a=b',
    path: '/',
    expires: new Date('2100-01-01T00:00:00Z'),
    httpOnly: true,
    secure: true,
    sameSite: 'strict',
  });
  const shared = parseSetCookie('a=1; Path=/x; SameSite=None; Domain=example.com; Secure');
  expect(shared).toMatchObject({ domain: 'example.com', path: '/x', httpOnly: false });
});

it('hands a page the cookies that its browser will send next', () => {
  const headers = new Headers({ cookie: 'theme=dark; session_token=old; __Host-session_jwt=old' });
  const renewed = renewedHeaders(headers, written);
  expect(renewed.get('cookie')).toBe('theme=dark; __Host-session_jwt=a%3Db');
  expect(headers.get('cookie')).toContain('old');
});
