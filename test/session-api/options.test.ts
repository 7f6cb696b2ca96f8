import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createSessionApi,
  type SessionApiOptions,
  startSessionApi,
} from '../../packages/session-api/src/index.js';

const secretKey = 'sk_test_0123456789abcdef';
const good = { secretKeys: [secretKey], database: ':memory:' } as const;

const wrong: [string, Record<string, unknown>, RegExp][] = [
  ['secretKeys missing', { secretKeys: undefined }, /option "secretKeys" must be an array/],
  ['secretKeys a string', { secretKeys: secretKey }, /option "secretKeys" must be an array/],
  ['secretKeys empty', { secretKeys: [] }, /option "secretKeys" must hold at least one/],
  [
    'a public key',
    { secretKeys: [secretKey, 'pk_test_0123456789abcdef'] },
    /option "secretKeys\[1\]" must be "sk_test_"/,
  ],
  ['a short key', { secretKeys: ['sk_live_short'] }, /option "secretKeys\[0\]" must be/],
  ['a key that is no string', { secretKeys: [42] }, /option "secretKeys\[0\]" must be a string/],
  ['database a number', { database: 5 }, /option "database" must be a file/],
  ['database empty', { database: '' }, /option "database" must be a file/],
  [
    'database of another make',
    { database: 'mysql://localhost/db' },
    /option "database.*" must be a file/,
  ],
  [
    'database over the network',
    { database: 'libsql://db.example.com' },
    /option "database.*" must be a file/,
  ],
  [
    'database of an unknown kind',
    { database: { kind: 'mongo', url: 'x' } },
    /option "database" must be a file/,
  ],
  [
    'database with a stray key',
    { database: { kind: 'libsql', url: 'file:a.db', mode: 1 } },
    /option "database" must be a file|unknown option "database.mode"/,
  ],
  ['smtpUrl no URL', { smtpUrl: 'mail.example.com' }, /option "smtpUrl" must be a URL like "smtp:/],
  [
    'smtpUrl http',
    { smtpUrl: 'http://mail.example.com' },
    /option "smtpUrl" must be a URL like "smtp:/,
  ],
  ['mailFrom no address', { mailFrom: 'Example' }, /option "mailFrom" must be an address/],
  [
    'mailFrom with a header',
    { mailFrom: 'a@example.com\r\nBcc: b@example.com' },
    /option "mailFrom" must be an address/,
  ],
  [
    'mailer no object',
    { mailer: 'smtp' },
    /option "mailer" must be an object with a function send/,
  ],
  ['mailer without send', { mailer: {} }, /option "mailer" must be an object with a function send/],
  [
    'mailer with a bad close',
    { mailer: { send() {}, close: 1 } },
    /option "mailer" must be an object/,
  ],
  [
    'mailer and smtpUrl',
    { mailer: { send() {} }, smtpUrl: 'smtp://localhost' },
    /options "mailer" and "smtpUrl" exclude/,
  ],
  ['codes no object', { codes: 5 }, /option "codes" must be an object/],
  ['codes.attemptsPerCode', { codes: { attemptsPerCode: 0 } }, /option "codes.attemptsPerCode"/],
  ['codes.resendAfter', { codes: { resendAfter: -1 } }, /option "codes.resendAfter"/],
  [
    'codes.resendAfter no number',
    { codes: { resendAfter: '30' } },
    /option "codes.resendAfter" must be a whole number/,
  ],
  [
    'codes.sendsPerHour',
    { codes: { sendsPerHour: 1.5 } },
    /option "codes.sendsPerHour" must be a whole number/,
  ],
  ['codes with a stray key', { codes: { atempts: 3 } }, /unknown option "codes.atempts"/],
  ['issuer empty', { issuer: '' }, /option "issuer" must not be empty/],
  ['issuer a number', { issuer: 1 }, /option "issuer" must be a string/],
  [
    'a secret key that can be guessed',
    { secretKeys: ['sk_live_aaaaaaaaaaaaaaaaaaaa'] },
    /"secretKeys\[0\]" must not be so easy to guess/,
  ],
  ['codes.guardAfter', { codes: { guardAfter: -1 } }, /option "codes.guardAfter"/],
  ['timeouts no object', { timeouts: 5 }, /option "timeouts" must be an object/],
  ['timeouts.stop', { timeouts: { stop: 0 } }, /option "timeouts.stop"/],
  ['timeouts with a stray key', { timeouts: { stopp: 5 } }, /unknown option "timeouts.stopp"/],
  ['rotateKeysAfter', { rotateKeysAfter: -1 }, /option "rotateKeysAfter" must be a whole number/],
  ['inbox a string', { inbox: 'yes' }, /option "inbox" must be true or false/],
  ['inbox in production', { production: true, inbox: true }, /option "inbox" must not be true/],
  ['clock a number', { clock: 1 }, /option "clock" must be a function/],
  ['production a string', { production: 'yes' }, /option "production" must be true or false/],
  ['production without mail', { production: true }, /option "smtpUrl" is required in production/],
  ['log no function', { log: 'stdout' }, /option "log" must be a function/],
  ['onError no function', { onError: true }, /option "onError" must be a function/],
  ['an unknown option', { secretKey }, /unknown option "secretKey"/],
];

const asOptions = (options: Record<string, unknown>): SessionApiOptions => ({
  ...good,
  ...options,
});

describe('options', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'moonkey-options-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => {
    vi.unstubAllEnvs();
  });

  it.each(wrong)('%s', async (_, options, message) => {
    const failure = await createSessionApi(asOptions(options)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(TypeError);
    expect(String(failure)).toMatch(message);
    expect(String(failure)).toContain('createSessionApi');
    expect(String(failure)).not.toContain('0123456789abcdef');
  });

  it.each([
    ['port a string', { port: '4010' }, /option "port" must be a whole number from 0 to 65535/],
    ['port too large', { port: 65_536 }, /option "port"/],
    ['port negative', { port: -1 }, /option "port"/],
    ['host empty', { host: '' }, /option "host" must not be empty/],
    ['host no string', { host: 1 }, /option "host" must be a string/],
  ])('startSessionApi: %s', async (_, options: Record<string, unknown>, message) => {
    await expect(startSessionApi(asOptions(options))).rejects.toThrow(message);
  });

  it.each([null, 1, 'options'])('options that are %j', async (options) => {
    await expect(createSessionApi(options as unknown as SessionApiOptions)).rejects.toThrow(
      /options must be an object/,
    );
  });

  it('needs mail where NODE_ENV is production, and has no inbox there', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await expect(createSessionApi(good)).rejects.toThrow(/"smtpUrl" is required in production/);
    const api = await createSessionApi({ ...good, mailer: { send: () => Promise.resolve() } });
    expect((await api.fetch(new Request('http://localhost/dev/inbox'))).status).toBe(404);
    await api.close();
  });

  it('names the database that cannot be opened', async () => {
    const missing = join(folder, 'missing', 'sessions.db');
    await expect(createSessionApi({ ...good, database: `file:${missing}` })).rejects.toThrow(
      /option "database" \(libsql\) could not be opened.*existing, writable folder/,
    );
    await expect(
      createSessionApi({ ...good, database: 'postgres://nobody:hidden-password@127.0.0.1:1/none' }),
    ).rejects.toThrow(
      /option "database" \(postgres\) could not be opened(?!.*hidden-password).*ECONNREFUSED.*Postgres is running/,
    );
    expect(existsSync(missing)).toBe(false);
  });

  it('names the port that is taken, and leaves nothing open', async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => {
      holder.listen(0, '127.0.0.1', resolve);
    });
    const { port } = holder.address() as AddressInfo;
    await expect(startSessionApi({ ...good, port })).rejects.toThrow(
      new RegExp(`"port".*${port}.*EADDRINUSE`),
    );
    await new Promise((resolve) => {
      holder.close(resolve);
    });
    const service = await startSessionApi({ ...good, port });
    expect(service.url).toBe(`http://127.0.0.1:${port}`);
    await Promise.all([service.close(), service.close()]);
    await expect(fetch(service.url)).rejects.toThrow('fetch failed');
  });

  it('keeps the database file readable by its owner only', async () => {
    const path = join(folder, 'private.db');
    const api = await createSessionApi({ ...good, database: path });
    for (const file of [path, `${path}-wal`]) expect(statSync(file).mode & 0o777).toBe(0o600);
    await api.close();
  });

  it('lets two services start on one empty database at once and share the key', async () => {
    const database = `file:${join(folder, 'shared.db')}`;
    const apis = await Promise.all([1, 2, 3].map(() => createSessionApi({ ...good, database })));
    const keys = await Promise.all(
      apis.map(async (api) =>
        (await api.fetch(new Request('http://localhost/v1/auth/jwks/default'))).text(),
      ),
    );
    expect(new Set(keys).size).toBe(1);
    await Promise.all(apis.map((api) => api.close()));
  });

  it('answers 500 without internals when the database is gone, and reports the error', async () => {
    const errors: unknown[] = [];
    const api = await createSessionApi({ ...good, onError: (error) => void errors.push(error) });
    await api.close();
    const response = await api.fetch(
      new Request('http://localhost/v1/auth/sessions/list?user_id=user_1', {
        headers: { Authorization: `Bearer ${secretKey}` },
      }),
    );
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({
      error_type: 'internal_error',
      error_message: expect.not.stringMatching(/driver|sqlite|destroyed|connection/i),
      status_code: 500,
    });
    expect(errors).toHaveLength(1);
  });
});
