import { expect, test } from 'vitest';
import { type AuthOptions, ConfigurationError, createAuth } from '../../src/engine/index.js';
import { createServer } from '../support/device.js';

const { backend } = createServer();
const create = (options: unknown) => createAuth(options as AuthOptions);
const withKey = (options: object) => ({ publishableKey: 'pk_test_1', ...options });

function configurationError(options: unknown): ConfigurationError {
  try {
    create(options);
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

test.each([
  [undefined, 'options'],
  [null, 'options'],
  ['pk_test_1', 'options'],
  [{}, 'publishableKey'],
  [{ publishableKey: 7 }, 'publishableKey'],
  [{ publishableKey: '' }, 'publishableKey'],
  [{ publishableKey: 'pk_test_' }, 'publishableKey'],
  [{ publishableKey: 'pk_prod_1' }, 'publishableKey'],
  [{ publishableKey: 'pk_test_1\n' }, 'publishableKey'],
  [{ publishableKey: 'sk_test_1' }, 'publishableKey'],
  [withKey({ backend: '' }), 'backend'],
  [withKey({ backend: 'api/auth' }), 'backend'],
  [withKey({ backend: '/api/auth/' }), 'backend'],
  [withKey({ backend: '//evil.example' }), 'backend'],
  [withKey({ backend: 'ftp://example.com' }), 'backend'],
  [withKey({ backend: 'javascript:alert(1)' }), 'backend'],
  [withKey({ backend: 7 }), 'backend'],
  [withKey({ backend: null }), 'backend'],
  [withKey({ backend: { ...backend, verifyCode: 'x' } }), 'backend'],
  [withKey({ backend: { ...backend, refresh: undefined } }), 'backend'],
  [withKey({ backend: { ...backend, revoke: undefined } }), 'backend'],
  [withKey({ backend: { ...backend, current: 'x' } }), 'backend'],
  [withKey({ headers: 'x-tenant: acme' }), 'headers'],
  [withKey({ headers: ['x-tenant', 'acme'] }), 'headers'],
  [withKey({ headers: null }), 'headers'],
  [withKey({ headers: { 'x tenant': 'acme' } }), 'headers.x tenant'],
  [withKey({ headers: { 'x-tenant': 7 } }), 'headers.x-tenant'],
  [withKey({ headers: { 'x-tenant': 'acme\r\nx: y' } }), 'headers.x-tenant'],
  [withKey({ headers: { 'x-tenant': 'Łódź' } }), 'headers.x-tenant'],
  [withKey({ headers: { Authorization: 'Bearer x' } }), 'headers.Authorization'],
  [withKey({ headers: { 'content-type': 'text/plain' } }), 'headers.content-type'],
  [withKey({ backend, headers: { 'x-tenant': 'acme' } }), 'headers'],
  [withKey({ credentials: true }), 'credentials'],
  [withKey({ credentials: 'always' }), 'credentials'],
  [withKey({ backend, credentials: 'include' }), 'credentials'],
  [withKey({ tokens: 'none', credentials: 'omit' }), 'credentials'],
  [withKey({ timeouts: 5 }), 'timeouts'],
  [withKey({ timeouts: null }), 'timeouts'],
  [withKey({ timeouts: { revokeTimout: 5 } }), 'timeouts.revokeTimout'],
  [withKey({ timeouts: { revokeTimeout: 0 } }), 'timeouts.revokeTimeout'],
  [withKey({ timeouts: { revokeTimeout: -1 } }), 'timeouts.revokeTimeout'],
  [withKey({ timeouts: { revokeTimeout: Number.NaN } }), 'timeouts.revokeTimeout'],
  [withKey({ timeouts: { revokeTimeout: Infinity } }), 'timeouts.revokeTimeout'],
  [withKey({ timeouts: { revokeTimeout: 2 ** 31 } }), 'timeouts.revokeTimeout'],
  [withKey({ timeouts: { guardTimeout: '60000' } }), 'timeouts.guardTimeout'],
  [withKey({ inspect: true }), 'inspect'],
  [withKey({ inspect: {} }), 'inspect'],
  [withKey({ inspect: null }), 'inspect'],
  [withKey({ environment: 'browser' }), 'environment'],
  [withKey({ environment: null }), 'environment'],
  [withKey({ environment: { window: {} } }), 'environment.window'],
  [withKey({ publishablekey: 'pk_test_1' }), 'publishablekey'],
])('%j names "%s"', (options, option) => {
  const error = configurationError(options);
  expect(error).toMatchObject({ name: 'ConfigurationError', code: 'invalid_option', option });
  expect(error.message).toContain(`"${option}"`);
});

test('a secret key is called one, and is not repeated', () => {
  const { message } = configurationError({ publishableKey: 'sk_live_4f1d7c2b' });
  expect(message).toMatch(/SECRET key.*never reach a browser.*revoke it/);
  expect(message).not.toContain('4f1d7c2b');
});

test.each([
  {},
  { backend: '/api/auth' },
  { backend: 'https://api.example.com/auth' },
  { backend: 'http://127.0.0.1:3000' },
  { backend },
  { timeouts: { revokeTimeout: 1 } },
  { inspect: () => {} },
  { inspect: { next() {} } },
  { environment: { locks: undefined } },
])('%j is accepted, and nothing happens before the start', (options) => {
  const auth = create(withKey(options));
  expect(auth.publishableKey).toBe('pk_test_1');
  expect(auth.getView()).toEqual({
    status: 'initializing',
    ready: false,
    idle: null,
    isAuthenticated: false,
    user: null,
    storage: 'indexeddb',
    pendingRevocations: 0,
  });
});
