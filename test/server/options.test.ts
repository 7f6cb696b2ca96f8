import { describe, expect, it } from 'vitest';
import {
  createAuthHandler,
  createLogoutRoute,
  createSessionVerifier,
} from '../../src/server/index.js';

const GOOD_SECRET = 'kQ7vN2pXw9Lr4TzB8mYc1HdF6sJg3UaE';
const good = { secretKey: 'sk_test_abc', ticketSecret: GOOD_SECRET };

/** Options as JavaScript callers may pass them. */
const handlerWith = (options: unknown) => () => createAuthHandler(options as never);
const routeWith = (options: unknown) => () => createLogoutRoute(options as never);
const verifierWith = (options: unknown) => () => createSessionVerifier(options as never);

describe('createAuthHandler options', () => {
  it('can be left out altogether', () => {
    expect(createAuthHandler(good).basePath).toBe('/api/auth');
  });

  it.each([
    [
      'secretKey',
      { secretKey: 'pk_test_abc' },
      /"secretKey" is a publishable key .* for browsers; .* secret key/,
    ],
    ['secretKey', { secretKey: 'abc' }, /"secretKey" must be a secret key/],
    ['ticketSecret', { ticketSecret: 'é'.repeat(15) }, /"ticketSecret" must be at least 32 bytes/],
    ['ticketSecret', { ticketSecret: [] }, /"ticketSecret" must have at least one/],
    [
      'ticketSecret',
      { ticketSecret: [GOOD_SECRET, 'short'] },
      /"ticketSecret\.1" must be at least 32 bytes/,
    ],
    ['apiUrl', { apiUrl: 'api.moonkey.fun' }, /"apiUrl" must be an http\(s\) URL/],
    ['apiUrl', { apiUrl: 'ftp://api.moonkey.fun' }, /"apiUrl" must be an http\(s\) URL/],
    ['apiUrl', { apiUrl: 'https://api.moonkey.fun/v1/' }, /"apiUrl" must not end in \/v1/],
    [
      'apiUrl',
      { apiUrl: 'https://me:pw@api.moonkey.fun' },
      /"apiUrl" must not contain a user name/,
    ],
    ['apiUrl', { apiUrl: 'https://api.moonkey.fun/?a=1' }, /"apiUrl" must not have a query/],
    ['basePath', { basePath: 'api/auth' }, /"basePath" must be a path/],
    ['cookie', { cookie: 'session_token' }, /"cookie" must be true, false, or an object/],
    ['cookie.name', { cookie: { name: 'a b' } }, /"cookie\.name" must be a cookie name/],
    ['cookie.sameSite', { cookie: { sameSite: 'None' } }, /"cookie\.sameSite" must be/],
    [
      'cookie.secure',
      { cookie: { sameSite: 'none' } },
      /"cookie\.secure" must be true with sameSite/,
    ],
    [
      'cookie.secure',
      { cookie: { name: '__Host-s' } },
      /"cookie\.secure" must be true for a cookie whose name/,
    ],
    [
      'cookie.name',
      { cookie: { name: '__Host-s', secure: true, path: '/a' } },
      /"cookie\.name" begins with __Host-/,
    ],
    [
      'cookie.path',
      { cookie: { path: '/; Domain=evil.example' } },
      /"cookie\.path" must be a path/,
    ],
    ['cookie.domain', { cookie: { domain: 'a;b' } }, /"cookie\.domain" must be a host name/],
    ['cookie.colour', { cookie: { colour: 'red' } }, /"cookie\.colour" is not an option/],
    ['allowedOrigins', { allowedOrigins: '*' }, /"allowedOrigins" must be an array/],
    ['allowedOrigins', { allowedOrigins: ['*'] }, /"allowedOrigins\.0" must be an origin/],
    [
      'allowedOrigins',
      { allowedOrigins: ['https://a.example/'] },
      /"allowedOrigins\.0" must be an origin/,
    ],
    ['trustProxy', { trustProxy: 1 }, /"trustProxy" must be true or false/],
    ['clearSiteData', { clearSiteData: ['everything'] }, /"clearSiteData" must be/],
    ['sessionExpiresIn', { sessionExpiresIn: 4 }, /"sessionExpiresIn" must be at least 5 minutes/],
    [
      'sessionExpiresIn',
      { sessionExpiresIn: 527_041 },
      /"sessionExpiresIn" must be at most 527040 minutes/,
    ],
    ['slidingSession', { slidingSession: 'yes' }, /"slidingSession" must be true or false/],
    ['timeout', { timeout: 0 }, /"timeout" must be at least 1 ms/],
    ['timeout', { timeout: '10s' }, /"timeout" must be a whole number of milliseconds/],
    ['fetch', { fetch: 'fetch' }, /"fetch" must be a function/],
    ['onError', { onError: console }, /"onError" must be a function/],
    ['ticketSecrets', { ticketSecrets: 'x' }, /"ticketSecrets" is not an option/],
  ])('names %s in %o', (_name, wrong, message) => {
    expect(handlerWith({ ...good, ...wrong })).toThrow(message);
    expect(handlerWith({ ...good, ...wrong })).toThrow(/^createAuthHandler: /);
  });

  it.each([null, 'options', 1])('refuses %o for options', (options) => {
    expect(handlerWith(options)).toThrow('createAuthHandler: "options" must be an object.');
  });

  it('never quotes a wrong secret', () => {
    const secret = 'canarySecret';
    for (const wrong of [
      { secretKey: secret },
      { ticketSecret: secret },
      { apiUrl: `https://u:${secret}@h` },
    ]) {
      expect(handlerWith({ ...good, ...wrong })).toThrow(expect.not.stringContaining(secret));
    }
  });
});

describe('createLogoutRoute options', () => {
  it.each([
    [{ secretKey: 'pk_live_x' }, /createLogoutRoute: "secretKey" is a publishable key/],
    [{ secretKey: 'sk_live_x', apiUrl: 'x' }, /createLogoutRoute: "apiUrl" must be/],
    [{ secretKey: 'sk_live_x', cookie: { name: '' } }, /createLogoutRoute: "cookie\.name" must be/],
    [{ secretKey: 'sk_live_x', timeout: -1 }, /createLogoutRoute: "timeout" must be/],
    [
      { secretKey: 'sk_live_x', ticketSecret: 'x' },
      /createLogoutRoute: "ticketSecret" is not an option/,
    ],
  ])('refuses %o', (options, message) => {
    expect(routeWith(options)).toThrow(message);
  });
});

describe('createSessionVerifier options', () => {
  it.each([
    [{}, /createSessionVerifier: "check" must be 'jwt' or 'api'/],
    [{ check: 'both' }, /createSessionVerifier: "check" must be/],
    [
      { check: 'jwt', secretKey: 'pk_test_x' },
      /createSessionVerifier: "secretKey" is a publishable key/,
    ],
    [{ check: 'jwt', apiUrl: 7 }, /createSessionVerifier: "apiUrl" must be/],
    [{ check: 'jwt', cache: true }, /createSessionVerifier: "cache" is not an option/],
  ])('refuses %o', (options, message) => {
    expect(verifierWith(options)).toThrow(message);
  });
});
