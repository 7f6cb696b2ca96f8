import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createSessionApi,
  type SessionApi,
  type SessionApiOptions,
} from '../../packages/session-api/src/index.js';

const secretKey = 'sk_test_0123456789abcdef';
const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function open(options: Partial<SessionApiOptions>): Promise<SessionApi> {
  const api = await createSessionApi({ secretKeys: [secretKey], database: ':memory:', ...options });
  closers.push(() => api.close());
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

describe('the development inbox', () => {
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
      method_id: expect.stringMatching(/^email_/),
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
