import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createAuthHandler, createSessionVerifier } from '../../src/server/index.js';
import type { AuthServerError } from '../../src/server/index.js';
import { SECRET_KEY, startFakeApi } from './support/fake-api.js';
import type { FakeApi } from './support/fake-api.js';
import { post, read, TICKET_SECRET } from './support/handler.js';

let api: FakeApi;
beforeAll(async () => {
  api = await startFakeApi();
});
afterAll(() => api.stop());
beforeEach(() => {
  api.reset();
  for (const name of ['MOONKEY_SECRET_KEY', 'MOONKEY_TICKET_SECRET', 'MOONKEY_API_URL'])
    vi.stubEnv(name, undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

const errors: AuthServerError[] = [];
const onError = (error: AuthServerError) => errors.push(error);
const misconfigured = { status: 500, body: { error: 'Internal error', code: 'not_configured' } };

describe('options from the environment', () => {
  it('are read at the first request, not when the module is loaded', async () => {
    const given = { secretKey: process.env['MOONKEY_SECRET_KEY'], ticketSecret: '' };
    const handler = createAuthHandler(given);
    vi.stubEnv('MOONKEY_SECRET_KEY', SECRET_KEY);
    vi.stubEnv('MOONKEY_TICKET_SECRET', TICKET_SECRET);
    vi.stubEnv('MOONKEY_API_URL', api.url);
    const { status } = await read(await handler(post('/otp/send', { email: 'ada@example.com' })));
    expect(status).toBe(200);
    const session = api.addSession();
    const verify = createSessionVerifier({ check: 'api' });
    expect(await verify(session.token)).toMatchObject({ sessionId: session.id });
  });

  it.each([
    [{}, 'createAuthHandler: "secretKey" is missing'],
    [{ secretKey: SECRET_KEY }, 'createAuthHandler: "ticketSecret" is missing'],
  ])('that are missing then are named, in the log alone: %o', async (given, message) => {
    errors.length = 0;
    const handler = createAuthHandler({ ...given, apiUrl: api.url, onError });
    for (let times = 0; times < 2; times += 1)
      expect(await read(await handler(post('/logout', {})))).toEqual(misconfigured);
    expect(errors.map(({ code }) => code)).toEqual(['misconfigured', 'misconfigured']);
    expect(errors[0]?.message).toContain(message);
  });

  it('that are wrong are refused with the same words, and not quoted', async () => {
    errors.length = 0;
    vi.stubEnv('MOONKEY_SECRET_KEY', 'pk_test_canary');
    const handler = createAuthHandler({ ticketSecret: TICKET_SECRET, onError });
    expect(await read(await handler(post('/logout', {})))).toEqual(misconfigured);
    expect(errors[0]?.message).toContain('"secretKey" is a publishable key');
    expect(errors[0]?.message).not.toContain('canary');
  });
});

describe('weak options are refused', () => {
  const good = { secretKey: SECRET_KEY, ticketSecret: TICKET_SECRET };
  const live = 'sk_live_0123456789abcdef0123456789abcdef';

  it.each([
    [{ ticketSecret: 'a'.repeat(64) }, /"ticketSecret" can be guessed/],
    [{ ticketSecret: 'abcdefghij'.repeat(5) }, /"ticketSecret" can be guessed/],
    [{ ticketSecret: [TICKET_SECRET, '0'.repeat(32)] }, /"ticketSecret\.1" can be guessed/],
    [{ secretKey: live, ticketSecret: live }, /"ticketSecret" must not be the secret key/],
    [{ secretKey: live, apiUrl: 'http://api.example.com' }, /"apiUrl" must be https/],
    [{ secretKey: live, apiUrl: 'http://93.184.216.34' }, /"apiUrl" must be https/],
  ])('%o', (weak, message) => {
    expect(() => createAuthHandler({ ...good, ...weak })).toThrow(message);
  });

  it.each([
    'http://localhost:4000',
    'http://127.0.0.1:4000',
    'http://[::1]:4000',
    'http://session-api:4000',
    'http://session-api.internal',
    'http://10.1.2.3',
    'https://api.example.com',
  ])('but not a live key for %s', (apiUrl) => {
    expect(() => createAuthHandler({ ...good, secretKey: live, apiUrl })).not.toThrow();
  });

  it.each(['capacitor://localhost', 'ionic://localhost', 'tauri://localhost', 'app://app.example'])(
    'nor the origin of an app’s shell: %s',
    async (origin) => {
      const handler = createAuthHandler({ ...good, apiUrl: api.url, allowedOrigins: [origin] });
      const answer = await handler(post('/otp/send', { email: 'a@b.co' }, { Origin: origin }));
      expect(answer.status).toBe(200);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(origin);
    },
  );

  it.each(['file://', 'null', 'data:text/html,x', 'capacitor://localhost/', 'capacitor:'])(
    'an origin that is none is: %s',
    (origin) => {
      expect(() => createAuthHandler({ ...good, allowedOrigins: [origin] })).toThrow(
        /"allowedOrigins\.0" must be an origin/,
      );
    },
  );
});
