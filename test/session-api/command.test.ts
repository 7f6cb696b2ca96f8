import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand, type Command } from './support/command.js';

const secretKey = 'sk_test_0123456789abcdef';
const headers = { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' };

describe('moonkey-session-api', () => {
  let folder: string;
  let running: Command[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'moonkey-command-'));
    running = [];
  });
  afterEach(async () => {
    for (const { child } of running) child.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (args: string[] = [], env: Record<string, string> = {}): Command => {
    const command = runCommand(args, { PORT: '0', MOONKEY_SECRET_KEY: secretKey, ...env }, folder);
    running.push(command);
    return command;
  };

  const post = async (url: string, path: string, body: object) => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Record<string, string> };
  };

  const sendCode = async (url: string, email: string) => {
    const { body } = await post(url, '/v1/auth/otps/email/login_or_create', { email });
    const inbox = await fetch(`${url}/dev/inbox?to=${encodeURIComponent(email)}`, {
      headers: { Accept: 'application/json' },
    });
    const { messages } = (await inbox.json()) as { messages: { code: string }[] };
    return { method_id: body['email_id'] ?? '', otp: messages[0]?.code ?? '' };
  };

  const signIn = async (url: string, email: string): Promise<string> => {
    const { body } = await post(url, '/v1/auth/otps/verify', {
      ...(await sendCode(url, email)),
      session_expires_in: 60,
    });
    return body['session_token'] ?? '';
  };

  it("deletes a session by the documentation's curl, word for word but host, key and token", async () => {
    const url = await run().url;
    const token = await signIn(url, 'curl@example.com');
    const curl = () =>
      promisify(execFile)('sh', [
        '-c',
        `curl -s -w '\\n%{http_code}' -X DELETE "${url}/v1/auth/sessions/delete" \\
-H "Authorization: Bearer ${secretKey}" \\
-H "Content-Type: application/json" \\
-d '{
"session_token": "${token}"
}'`,
      ]);
    expect((await curl()).stdout).toBe('{"message":"Successfully deleted session"}\n200');
    expect((await curl()).stdout).toMatch(/"error_type":"session_not_found".*\n404$/);
  });

  it('loses no session it answered when it is killed at once, and keeps its key', async () => {
    const first = run();
    const url = await first.url;
    const keys = await (await fetch(`${url}/v1/auth/jwks/default`)).text();
    const codes = await Promise.all(
      Array.from({ length: 30 }, (_, index) => sendCode(url, `user${index}@example.com`)),
    );
    const tokens: string[] = [];
    await Promise.allSettled(
      codes.map(async (code) => {
        const { body } = await post(url, '/v1/auth/otps/verify', {
          ...code,
          session_expires_in: 60,
        });
        tokens.push(body['session_token'] ?? '');
        if (tokens.length === 8) first.child.kill('SIGKILL');
      }),
    );
    expect((await first.ended).signal).toBe('SIGKILL');
    expect(tokens.length).toBeGreaterThanOrEqual(8);

    const again = await run().url;
    expect(await (await fetch(`${again}/v1/auth/jwks/default`)).text()).toBe(keys);
    const verified = await Promise.all(
      tokens.map((session_token) => post(again, '/v1/auth/sessions/verify', { session_token })),
    );
    expect(verified.map(({ status }) => status)).toEqual(tokens.map(() => 200));
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('stops by itself on %s', async (signal) => {
    const command = run();
    const url = await command.url;
    await fetch(`${url}/healthz`);
    command.child.kill(signal);
    expect(await command.ended).toMatchObject({ code: 0, signal: null });
  });

  it('makes a secret key for development, and prints where the inbox is', async () => {
    const command = run(['--port', '0', '--database', 'file:./mine.db'], {
      MOONKEY_SECRET_KEY: '',
    });
    const url = await command.url;
    await expect
      .poll(() => command.output())
      .toMatch(/Secret key \(for this run, development only\): sk_test_\w{32}\n.*Inbox: http/s);
    const key = /sk_test_\w+/.exec(command.output())?.[0] ?? '';
    const list = `${url}/v1/auth/sessions/list?user_id=user_1`;
    expect((await fetch(list, { headers: { Authorization: `Bearer ${key}` } })).status).toBe(200);
    expect((await fetch(list, { headers })).status).toBe(401);
  });

  it('keeps its database in a folder that git does not look into', async () => {
    await run().url;
    expect(readFileSync(join(folder, '.moonkey/.gitignore'), 'utf8')).toBe('*\n');
    expect(statSync(join(folder, '.moonkey')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, '.moonkey/sessions.db')).mode & 0o777).toBe(0o600);
  });

  it('starts no second database beside one of an earlier version, and says how to move that', async () => {
    writeFileSync(join(folder, 'moonkey-sessions.db'), '');
    const { code, output } = await run().ended;
    expect(code).toBe(1);
    expect(output).toContain('mkdir -p .moonkey && mv moonkey-sessions.db .moonkey/sessions.db');
    expect(existsSync(join(folder, '.moonkey'))).toBe(false);
  });

  it('reads a .env, behind the environment', async () => {
    const other = 'sk_test_fedcba9876543210';
    writeFileSync(
      join(folder, '.env'),
      `MOONKEY_SECRET_KEY=${other}\nDATABASE_URL=file:./env.db\n`,
    );
    const url = await run([], { MOONKEY_SECRET_KEY: secretKey }).url;
    expect(existsSync(join(folder, 'env.db'))).toBe(true);
    const list = `${url}/v1/auth/sessions/list?user_id=user_1`;
    expect((await fetch(list, { headers })).status).toBe(200);
    const theirs = { Authorization: `Bearer ${other}` };
    expect((await fetch(list, { headers: theirs })).status).toBe(401);
  });

  it('does not print a key it was given', async () => {
    const command = run();
    await command.url;
    command.child.kill('SIGTERM');
    expect((await command.ended).output).not.toContain(secretKey);
  });

  it.each<[string, string[], Record<string, string>, RegExp]>([
    [
      'production without a key',
      [],
      { NODE_ENV: 'production', MOONKEY_SECRET_KEY: '' },
      /set MOONKEY_SECRET_KEY/,
    ],
    [
      'production without mail',
      [],
      { NODE_ENV: 'production' },
      /"smtpUrl" is required in production.*SMTP_URL/,
    ],
    [
      'a key that is none',
      [],
      { MOONKEY_SECRET_KEY: 'pk_test_0123456789abcdef' },
      /"secretKeys\[0\]" must be "sk_test_"/,
    ],
    ['a port that is none', ['--port', 'http'], {}, /--port \(or PORT\) must be a whole number/],
    ['a database that is none', [], { DATABASE_URL: 'mysql://x/y' }, /"database.*" must be a file/],
    ['an unknown argument', ['--prot', '1'], {}, /Unknown option '--prot'/],
  ])('refuses %s', async (_, args, env, message) => {
    const { code, output } = await run(args, env).ended;
    expect(code).toBe(1);
    expect(output).toMatch(message);
    expect(output).not.toMatch(/\n\s+at /);
  });

  it('explains itself', async () => {
    const { code, output } = await run(['--help']).ended;
    expect(code).toBe(0);
    for (const name of ['--port', '--database', 'DATABASE_URL', 'SMTP_URL', 'MOONKEY_SECRET_KEY']) {
      expect(output).toContain(name);
    }
  });
});
