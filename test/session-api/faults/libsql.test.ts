import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type SessionApiOptions,
  startSessionApi,
  type StartedSessionApi,
} from '../../../packages/session-api/src/index.js';
import { request, signInAt } from '../support/client.js';
import { type Command, runCommand } from '../support/command.js';
import { holdWrites } from '../support/hold-writes.js';
import { secretKey } from '../support/secret-key.js';

const verifyPath = '/v1/auth/sessions/verify';

describe('the service on a libSQL file', () => {
  let folder: string;
  let path: string;
  const commands: Command[] = [];
  const services: StartedSessionApi[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'moonkey-faults-'));
    path = join(folder, 'sessions.db');
  });
  afterEach(async () => {
    for (const { child } of commands) child.kill('SIGKILL');
    await Promise.all(commands.splice(0).map(({ ended }) => ended));
    await Promise.all(services.splice(0).map((service) => service.close()));
    rmSync(folder, { recursive: true, force: true });
  });

  const run = (database: string, before?: string): Command => {
    const command = runCommand(
      ['--database', `file:${database}`],
      { PORT: '0', MOONKEY_SECRET_KEY: secretKey },
      folder,
      before,
    );
    commands.push(command);
    return command;
  };
  const start = async (options: Partial<SessionApiOptions> = {}): Promise<string> => {
    const service = await startSessionApi({
      secretKeys: [secretKey],
      database: `file:${path}`,
      log: () => undefined,
      onError: () => undefined,
      ...options,
    });
    services.push(service);
    return service.url;
  };
  const verify = (url: string, session_token: string) =>
    request(url, 'POST', verifyPath, { session_token });

  it('starts in several processes at once on a new file, each time', async () => {
    for (let round = 0; round < 3; round += 1) {
      const database = join(folder, `round${round}.db`);
      const started = [1, 2, 3].map(() => run(database));
      const urls = await Promise.all(started.map(({ url }) => url));
      const keys = await Promise.all(
        urls.map(async (url) => (await fetch(`${url}/v1/auth/jwks/default`)).text()),
      );
      expect(new Set(keys).size).toBe(1);
      for (const { child } of started) child.kill('SIGKILL');
    }
  }, 90_000);

  it('lets writers of two services wait in turn', async () => {
    const urls = [await start(), await start()];
    const tokens = await Promise.all(
      Array.from({ length: 24 }, (_, index) =>
        signInAt(urls[index % 2] ?? '', `user${index}@example.com`),
      ),
    );
    expect(tokens.every((token) => token.length === 64)).toBe(true);
    const answers = await Promise.all(
      tokens.map((token, index) => verify(urls[(index + 1) % 2] ?? '', token)),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  });

  it('answers what needs no writing while another process holds the file, then writes', async () => {
    const url = await start();
    const token = await signInAt(url, 'ada@example.com');
    const release = await holdWrites(path);
    const order: string[] = [];
    const written = request(url, 'DELETE', '/v1/auth/sessions/delete', {
      session_token: token,
    }).then(({ status }) => void order.push(`deleted ${status}`));
    for (const read of ['/v1/auth/jwks/default', '/readyz', '/v1/auth/users/user_1'])
      order.push(`${read} ${(await request(url, 'GET', read)).status}`);
    release();
    await written;
    expect(order).toEqual([
      '/v1/auth/jwks/default 200',
      '/readyz 200',
      '/v1/auth/users/user_1 404',
      'deleted 200',
    ]);
  });

  it('says that it is busy when the file stays held, and recovers', async () => {
    const url = await start({ timeouts: { statement: 0.5 } });
    const token = await signInAt(url, 'ada@example.com');
    const release = await holdWrites(path);
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        request(url, 'DELETE', '/v1/auth/sessions/delete', { session_token: token }),
      ),
    );
    for (const { status, body, headers } of answers) {
      expect([status, body['error_type']]).toEqual([503, 'database_busy']);
      expect(headers.get('Retry-After')).toBe('1');
    }
    release();
    expect((await verify(url, token)).status).toBe(200);
  });

  it('says 503 when there is no room for a write, goes on reading, and keeps what it answered', async () => {
    const full = run(path, 'ulimit -f 500');
    const url = await full.url;
    const tokens: string[] = [];
    let refused: Awaited<ReturnType<typeof request>> | undefined;
    for (let user = 0; user < 500 && refused === undefined; user += 1) {
      const email = `user${user}@example.com`;
      const sent = await request(url, 'POST', '/v1/auth/otps/email/login_or_create', { email });
      if (sent.status === 200) tokens.push(await signInAt(url, `second${email}`));
      else refused = sent;
    }
    expect([refused?.status, refused?.body['error_type']]).toEqual([
      503,
      expect.stringMatching(/^database_(full|unavailable)$/),
    ]);
    const kept = tokens.filter((token) => token !== '');
    const verified = await Promise.all(kept.map((token) => verify(url, token)));
    expect(new Set(verified.map(({ status }) => status))).toEqual(new Set([200]));
    expect(full.output()).not.toContain('cannot rollback');

    full.child.kill('SIGKILL');
    await full.ended;
    const again = await run(path).url;
    const still = await Promise.all(kept.map((token) => verify(again, token)));
    expect(new Set(still.map(({ status }) => status))).toEqual(new Set([200]));
  }, 60_000);
});
