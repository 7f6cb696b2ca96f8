import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSessionApi } from '../../../packages/session-api/src/index.js';
import { startPostgres, type TestPostgres } from '../../support/postgres.js';
import { request, signInAt } from '../support/client.js';
import { type Command, runCommand } from '../support/command.js';
import { secretKey } from '../support/secret-key.js';
import { openWire } from '../support/wire.js';

const verifyPath = '/v1/auth/sessions/verify';

describe('the service while Postgres fails', () => {
  let server: TestPostgres;
  let folder: string;
  let command: Command | undefined;
  let count = 0;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'moonkey-faults-'));
    server = await startPostgres({ max_connections: 30 });
  }, 60_000);
  afterEach(async () => {
    server.resume();
    command?.child.kill('SIGKILL');
    await command?.ended;
    command = undefined;
  });
  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function start(...args: string[]): Promise<{ url: string; token: string; base: string }> {
    const base = server.createDatabase(`faults_${(count += 1)}`);
    command = runCommand(
      args,
      { PORT: '0', MOONKEY_SECRET_KEY: secretKey, DATABASE_URL: base },
      folder,
    );
    const url = await command.url;
    return { url, base, token: await signInAt(url, 'ada@example.com') };
  }

  const verify = (url: string, session_token: string, ms?: number) =>
    request(url, 'POST', verifyPath, { session_token }, ms);

  it('survives a restart under load, says 503 and when to try again, and recovers', async () => {
    const { url, token } = await start();
    const loaded = new AbortController();
    const seen = new Set<string>();
    const load = Array.from({ length: 16 }, async () => {
      while (!loaded.signal.aborted) {
        const { status, headers, body } = await verify(url, token);
        seen.add(`${status} ${body['error_type'] ?? ''} ${headers.get('Retry-After') ?? ''}`);
      }
    });
    for (let round = 0; round < 3; round += 1) {
      await expect.poll(async () => (await verify(url, token)).status).toBe(200);
      await server.restart(async () => {
        await expect.poll(async () => (await verify(url, token)).status).toBe(503);
        expect((await request(url, 'GET', '/readyz')).status).toBe(503);
        expect((await request(url, 'GET', '/livez')).status).toBe(200);
      });
      await expect.poll(async () => (await request(url, 'GET', '/readyz')).status).toBe(200);
    }
    await expect.poll(async () => (await verify(url, token)).status).toBe(200);
    loaded.abort();
    await Promise.all(load);
    expect(seen).toEqual(new Set(['200  ', '503 database_unavailable 2']));
    expect(command?.child.exitCode).toBeNull();
  });

  it('survives the end of each of its connections', async () => {
    const { url, token, base } = await start();
    const admin = new pg.Client({ connectionString: base });
    await admin.connect();
    for (let round = 0; round < 5; round += 1) {
      const load = Array.from({ length: 16 }, () => verify(url, token));
      await admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      for (const { status } of await Promise.all(load)) expect([200, 503]).toContain(status);
    }
    await admin.end();
    await expect.poll(async () => (await verify(url, token)).status).toBe(200);
  }, 60_000);

  it('answers in time while Postgres hangs, and recovers', async () => {
    const service = await startSessionApi({
      secretKeys: [secretKey],
      database: server.createDatabase('hangs'),
      timeouts: { connect: 0.5, statement: 0.5 },
      log: () => undefined,
      onError: () => undefined,
    });
    const { url } = service;
    const token = await signInAt(url, 'ada@example.com');
    server.hang();
    const began = performance.now();
    const answers = await Promise.all(Array.from({ length: 30 }, () => verify(url, token)));
    expect(performance.now() - began).toBeLessThan(5_000);
    for (const { status, body } of answers)
      expect([status, body['error_type']]).toEqual([503, expect.stringMatching(/^database_/)]);
    expect((await request(url, 'GET', '/livez', undefined, 1_000)).status).toBe(200);
    expect((await request(url, 'GET', '/readyz', undefined, 4_000)).status).toBe(503);
    expect((await request(url, 'GET', '/v1/auth/jwks/default', undefined, 1_000)).status).toBe(200);
    server.resume();
    await expect.poll(async () => (await verify(url, token)).status, { timeout: 15_000 }).toBe(200);
    await service.close();
  });

  it('goes on while one of its connections hangs, and does not mistake what was asked there for news', async () => {
    const wire = await openWire(server.createDatabase('one_hangs'));
    const service = await startSessionApi({
      secretKeys: [secretKey],
      database: wire.url,
      timeouts: { statement: 3 },
      log: () => undefined,
      onError: () => undefined,
    });
    const { url } = service;
    const token = await signInAt(url, 'ada@example.com');
    const other = await signInAt(url, 'bob@example.com');
    const hangs = wire.hangNext();
    const unlucky = verify(url, token);
    let pending = true;
    void unlucky.finally(() => (pending = false));
    await hangs;
    const lucky = await Promise.all(Array.from({ length: 30 }, () => verify(url, other)));
    expect(new Set(lucky.map(({ status }) => status))).toEqual(new Set([200]));
    const deleted = await request(url, 'DELETE', '/v1/auth/sessions/delete', {
      session_token: token,
    });
    expect(deleted.status).toBe(200);
    expect((await verify(url, token)).status).toBe(404);
    expect(pending).toBe(true);
    const { status, body } = await unlucky;
    expect([status, body['error_type']]).toEqual([503, 'database_unavailable']);
    await service.close();
    wire.close();
  });

  it('stops in time while Postgres hangs', async () => {
    const { url, token } = await start('--stop-timeout', '1');
    server.hang();
    const left = verify(url, token).catch(() => 'cut off');
    command?.child.kill('SIGTERM');
    const stopping = performance.now();
    expect(await command?.ended).toMatchObject({ code: 0, signal: null });
    expect(performance.now() - stopping).toBeLessThan(5_000);
    await left;
  });

  it('says that the disk is full, and goes on reading', async () => {
    const { url, token, base } = await start();
    const admin = new pg.Client({ connectionString: base });
    await admin.connect();
    await admin.query(`
      create function full_disk() returns trigger language plpgsql as
        $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
      create trigger full_disk before insert or update on sessions execute function full_disk();
      create trigger full_disk before insert or update on codes execute function full_disk()`);
    const sent = await request(url, 'POST', '/v1/auth/otps/email/login_or_create', {
      email: 'bob@example.com',
    });
    expect([sent.status, sent.body['error_type']]).toEqual([503, 'database_full']);
    expect(sent.headers.get('Retry-After')).toBe('30');
    expect((await verify(url, token)).status).toBe(200);
    await admin.query('drop function full_disk cascade');
    await admin.end();
    expect(await signInAt(url, 'bob@example.com')).toHaveLength(64);
  });

  it('says 503 while there is no connection left, and recovers', async () => {
    const { url, token, base } = await start();
    const others: pg.Client[] = [];
    const take = async (): Promise<boolean> => {
      const client = new pg.Client({ connectionString: base });
      client.on('error', () => undefined);
      const connected = await client.connect().then(
        () => true,
        () => false,
      );
      if (connected) others.push(client);
      return connected;
    };
    const admin = new pg.Client({ connectionString: base });
    await admin.connect();
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    while (await take());
    const answers = await Promise.all(Array.from({ length: 16 }, () => verify(url, token)));
    for (const { status } of answers) expect([200, 503]).toContain(status);
    expect(answers.some(({ status }) => status === 503)).toBe(true);
    await Promise.all([admin, ...others].map((client) => client.end()));
    await expect.poll(async () => (await verify(url, token)).status).toBe(200);
  });
});
