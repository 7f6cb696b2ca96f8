import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { run } from '../../packages/session-api/src/cli.js';
import {
  createSessionApi,
  type SessionApi,
  type SessionApiOptions,
  startSessionApi,
} from '../../packages/session-api/src/index.js';
import { libsqlDatabases } from './support/databases.js';
import { secretKey } from './support/secret-key.js';

const databases = libsqlDatabases();
const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

afterAll(() => databases.stop());

async function open(options: Partial<SessionApiOptions>): Promise<SessionApi> {
  const database = await databases.create();
  const api = await createSessionApi({
    secretKeys: [secretKey],
    database: database.options,
    ...options,
  });
  closers.push(async () => {
    await api.close();
    await database.remove();
  });
  return api;
}

function send(api: SessionApi, email: string): Promise<Response> {
  return api.fetch(
    new Request('http://localhost/v1/auth/otps/email/login_or_create', {
      method: 'POST',
      headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ email }),
    }),
  );
}

const get = (api: SessionApi, path: string, headers: Record<string, string> = {}) =>
  api.fetch(new Request(`http://localhost${path}`, { headers }));

describe('SMTP', () => {
  async function smtp(
    refuse = false,
  ): Promise<{ url: string; mails: { to: string[]; text: string }[] }> {
    const mails: { to: string[]; text: string }[] = [];
    const server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS', 'AUTH'],
      onRcptTo: (_address, _session, callback) =>
        callback(refuse ? new Error('mailbox of nobody') : undefined),
      onData(stream, session, callback) {
        let text = '';
        stream.on('data', (chunk: Buffer) => (text += chunk.toString()));
        stream.on('end', () => {
          mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), text });
          callback();
        });
      },
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    closers.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return { url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`, mails };
  }

  it('delivers the code, in production too, and the code signs in', async () => {
    const { url, mails } = await smtp();
    const lines: string[] = [];
    const api = await open({
      smtpUrl: url,
      mailFrom: 'Example <no-reply@example.com>',
      production: true,
      log: (line) => void lines.push(line),
    });
    const sent = await send(api, 'ada@example.com');
    expect(sent.status).toBe(200);
    const { email_id } = (await sent.json()) as { email_id: string };
    expect(mails).toHaveLength(1);
    expect(mails[0]?.to).toEqual(['ada@example.com']);
    expect(mails[0]?.text).toContain('From: Example <no-reply@example.com>');
    expect(mails[0]?.text).toMatch(/works once, for 10 minutes/);
    const otp = /code is (\d{6})/.exec(mails[0]?.text ?? '')?.[1];
    const verified = await api.fetch(
      new Request('http://localhost/v1/auth/otps/verify', {
        method: 'POST',
        headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ method_id: email_id, otp, session_expires_in: 60 }),
      }),
    );
    expect(verified.status).toBe(200);
    expect(lines).toEqual([]);
    expect((await get(api, '/dev/inbox')).status).toBe(404);
  });

  it('answers 503 when the mail server refuses or is down, and says nothing of why', async () => {
    const { url } = await smtp(true);
    for (const smtpUrl of [url, 'smtp://127.0.0.1:1']) {
      const errors: unknown[] = [];
      const api = await open({ smtpUrl, onError: (error) => void errors.push(error) });
      const response = await send(api, 'nobody@example.com');
      expect(response.status).toBe(503);
      expect(await response.json()).toEqual({
        error_type: 'email_not_sent',
        error_message: 'The e-mail could not be sent. Try again later.',
        status_code: 503,
      });
      expect(errors).toHaveLength(1);
    }
  });
});

describe('a mail server that fails', () => {
  it('costs its user nothing: the next code is sent at once when it is back', async () => {
    let down = true;
    const api = await open({
      mailer: { send: () => (down ? Promise.reject(new Error('down')) : Promise.resolve()) },
      onError: () => undefined,
    });
    for (let time = 0; time < 30; time += 1)
      expect((await send(api, 'ada@example.com')).status).toBe(503);
    down = false;
    expect((await send(api, 'ada@example.com')).status).toBe(200);
  });

  it('is waited for within a bound', async () => {
    const dripping = createServer((socket) => {
      socket.on('error', () => undefined);
      const drip = setInterval(() => socket.write('2'), 50);
      socket.once('close', () => clearInterval(drip));
    });
    await new Promise<void>((resolve) => {
      dripping.listen(0, '127.0.0.1', resolve);
    });
    const sockets: Socket[] = [];
    dripping.on('connection', (socket) => sockets.push(socket));
    closers.push(() => {
      for (const socket of sockets) socket.destroy();
      dripping.close();
    });
    const { port } = dripping.address() as AddressInfo;
    const api = await open({
      smtpUrl: `smtp://127.0.0.1:${port}`,
      timeouts: { mail: 0.5 },
      onError: () => undefined,
    });
    const began = performance.now();
    expect((await send(api, 'ada@example.com')).status).toBe(503);
    expect(performance.now() - began).toBeLessThan(5_000);
  });

  it('is written of in the log without the address, the code and the key', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const api = await open({
      mailer: {
        send: ({ to, code }) =>
          Promise.reject(new Error(`550 <${to}> refused "${code} is your code" ${secretKey}`)),
      },
    });
    await send(api, 'ada@example.com');
    expect(log).toHaveBeenCalledTimes(1);
    const line = String(log.mock.calls[0]);
    expect(line).toContain('550 <[address]> refused');
    expect(line).not.toMatch(/ada@example|sk_test_|\b\d{6}\b/);
    log.mockRestore();
  });
});

describe('what an e-mail address is', () => {
  let api: SessionApi;
  beforeAll(async () => {
    api = await createSessionApi({
      secretKeys: [secretKey],
      database: ':memory:',
      log: () => undefined,
    });
  });
  afterAll(() => api.close());

  it.each([
    'ada@example.com',
    'ada@xn--80ak6aa92e.xn--p1ai',
    "o'hara+tag@sub.example.museum",
    '!#$%&*/=?^_`{|}~-@example.com',
    'x@localhost',
    '1@2.example',
  ])('%s', async (email) => {
    expect((await send(api, email)).status).toBe(200);
  });

  it.each([
    'ada',
    'ada@',
    '@example.com',
    'a b@example.com',
    'a@b@c.d',
    'a@-b.com',
    'ä@example.com',
  ])('not %s', async (email) => {
    expect((await send(api, email)).status).toBe(400);
  });
});

describe('the development inbox', () => {
  it.each(['Production', 'PRODUCTION ', 'staging', 'prod', 'preview'])(
    'is not there, and mail and a key are needed, where NODE_ENV is %j',
    async (environment) => {
      vi.stubEnv('NODE_ENV', environment);
      await expect(open({})).rejects.toThrow(/"smtpUrl" is required in production/);
      await expect(run([], { NODE_ENV: environment })).rejects.toThrow(/set MOONKEY_SECRET_KEY/);
      const api = await open({ mailer: { send: () => Promise.resolve() } });
      expect((await get(api, '/dev/inbox')).status).toBe(404);
      vi.unstubAllEnvs();
    },
  );

  it('is not shown to the network unless asked for', async () => {
    const database = await databases.create();
    closers.push(() => database.remove());
    const options = {
      secretKeys: [secretKey],
      database: database.options,
      log: () => undefined,
    };
    for (const [host, inbox, status] of [
      ['0.0.0.0', undefined, 404],
      ['0.0.0.0', true, 200],
      ['127.0.0.1', undefined, 200],
      ['127.0.0.1', false, 404],
    ] as const) {
      const service = await startSessionApi({ ...options, host, inbox });
      const answer = await fetch(`http://127.0.0.1:${service.port}/dev/inbox`);
      expect([host, inbox, answer.status]).toEqual([host, inbox, status]);
      await service.close();
    }
  });

  it('prints each code and shows it as JSON, narrowed by address', async () => {
    const lines: string[] = [];
    const api = await open({ log: (line) => void lines.push(line) });
    await send(api, 'ada@example.com');
    await send(api, 'Bob@example.com');
    const read = async (query = '') =>
      (await (await get(api, `/dev/inbox${query}`, { Accept: 'application/json' })).json()) as {
        messages: {
          to: string;
          code: string;
          method_id: string;
          sent_at: number;
          expires_at: number;
        }[];
      };
    const { messages } = await read();
    expect(messages.map(({ to }) => to)).toEqual(['bob@example.com', 'ada@example.com']);
    expect((await read('?to=ADA@example.com')).messages).toEqual([messages[1]]);
    expect(messages[0]).toEqual({
      to: 'bob@example.com',
      code: expect.stringMatching(/^\d{6}$/),
      method_id: expect.stringMatching(/^otp_/),
      email_id: expect.stringMatching(/^email_/),
      sent_at: expect.any(Number),
      expires_at: (messages[0]?.sent_at ?? 0) + 600,
    });
    expect(lines).toEqual(
      messages.toReversed().map(({ to, code }) => `[session-api] code for ${to}: ${code}`),
    );
  });

  it('is a page for browsers, with everything from outside escaped', async () => {
    const api = await open({ log: () => undefined });
    expect(await (await get(api, '/dev/inbox', { Accept: 'text/html' })).text()).toContain(
      'No messages yet',
    );
    await send(api, "o'neil&co@example.com");
    const page = await get(api, '/dev/inbox', {
      Accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
    });
    expect(page.headers.get('Content-Type')).toMatch(/^text\/html/);
    expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(page.headers.get('Cache-Control')).toBe('no-store');
    const text = await page.text();
    expect(text).toContain('o&#39;neil&amp;co@example.com');
    expect(text).toMatch(/<code>\d{6}<\/code>/);
    expect(text).toContain('color-scheme: light dark');
  });

  it('keeps to local names, so that no web page can read it by DNS rebinding', async () => {
    const api = await open({});
    for (const host of [
      'localhost',
      '127.0.0.1:4010',
      '[::1]:4010',
      'session-api:4010',
      'app.localhost',
    ]) {
      expect((await api.fetch(new Request(`http://${host}/dev/inbox`))).status).toBe(200);
    }
    for (const host of ['attacker.example.com', '127.0.0.1.example.com']) {
      expect((await api.fetch(new Request(`http://${host}/dev/inbox`))).status).toBe(404);
    }
  });
});
