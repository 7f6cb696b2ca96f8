import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CodeMessage,
  startSessionApi,
  type StartedSessionApi,
} from '../../../packages/session-api/src/index.js';
import { startPostgres, type TestPostgres } from '../../support/postgres.js';
import { request } from '../support/client.js';
import { secretKey } from '../support/secret-key.js';

const verifyPath = '/v1/auth/sessions/verify';
const deletePath = '/v1/auth/sessions/delete';
const truthful = new Set([200, 404, 429, 503, 504]);

describe('everything that can fail, one after another, under load', () => {
  const folder = mkdtempSync(join(tmpdir(), 'moonkey-chaos-'));
  let server: TestPostgres;
  let service: StartedSessionApi;
  let url: string;
  let base: string;
  let mailDown = false;
  let clockAhead = 0;
  const mails = new Map<string, CodeMessage>();
  const live = new Set<string>();
  const gone = new Set<string>();
  const lies: string[] = [];
  const over = new AbortController();

  beforeAll(async () => {
    server = await startPostgres({ max_connections: 40 });
    base = server.createDatabase('chaos');
    service = await startSessionApi({
      secretKeys: [secretKey],
      database: base,
      timeouts: { connect: 0.5, statement: 0.5, request: 2, mail: 1, stop: 5 },
      clock: () => Date.now() + clockAhead,
      mailer: {
        send(message) {
          if (mailDown) return Promise.reject(new Error('down'));
          mails.set(message.methodId, message);
          return Promise.resolve();
        },
      },
      onError: () => undefined,
    });
    ({ url } = service);
  }, 60_000);
  afterAll(async () => {
    server.resume();
    await service.close();
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const call = async (method: string, path: string, body: object) => {
    const answer = await request(url, method, path, body, 15_000);
    // A code that is verified after the clock has jumped a day has run out.
    const ranOut = clockAhead !== 0 && answer.body['error_type'] === 'invalid_otp';
    if (!truthful.has(answer.status) && !ranOut) lies.push(`${path} ${answer.status}`);
    return answer;
  };

  const signIn = async (email: string): Promise<string | undefined> => {
    const sent = await call('POST', '/v1/auth/otps/email/login_or_create', { email });
    const method_id = sent.body['method_id'] ?? '';
    if (sent.status !== 200) return undefined;
    const otp = mails.get(method_id)?.code;
    const body = { method_id, otp, session_expires_in: 527_040 };
    const { status, body: verified } = await call('POST', '/v1/auth/otps/verify', body);
    return status === 200 ? verified['session_token'] : undefined;
  };

  /** Signs in, asks, signs out; whoever was answered 200 must find it so ever after. */
  const client = async (number: number): Promise<void> => {
    for (let turn = 0; !over.signal.aborted; turn += 1) {
      const session_token = await signIn(`c${number}t${turn}@example.com`);
      if (session_token === undefined) continue;
      const { status } = await call('POST', verifyPath, { session_token });
      if (status === 404) lies.push('a live session was said to be unknown');
      if (turn % 2 === 0) live.add(session_token);
      else if ((await call('DELETE', deletePath, { session_token })).status === 200)
        gone.add(session_token);
    }
  };

  const recovered = () =>
    expect
      .poll(async () => (await request(url, 'GET', '/readyz')).status, { timeout: 20_000 })
      .toBe(200);
  const withAdmin = async (work: (admin: pg.Client) => Promise<unknown>): Promise<void> => {
    const admin = new pg.Client({ connectionString: base });
    await admin.connect();
    await work(admin);
    await admin.end();
  };
  const alive = async (): Promise<void> => {
    expect((await request(url, 'GET', '/livez', undefined, 2_000)).status).toBe(200);
  };

  async function noConnectionLeft(): Promise<void> {
    const others: pg.Client[] = [];
    for (;;) {
      const other = new pg.Client({ connectionString: base });
      other.on('error', () => undefined);
      const connected = await other.connect().then(
        () => true,
        () => false,
      );
      if (!connected) break;
      others.push(other);
    }
    await alive();
    await Promise.all(others.map((other) => other.end()));
  }

  async function slowClients(): Promise<void> {
    const sockets: Socket[] = [];
    const closed = Array.from({ length: 300 }, () => {
      const socket = connect(service.port, '127.0.0.1');
      sockets.push(socket);
      socket.on('error', () => undefined).resume();
      socket.write('POST /v1/auth/sessions/verify HTTP/1.1\r\nHost: x\r\nX-');
      return new Promise((resolve) => socket.once('close', resolve));
    });
    await alive();
    await Promise.all(closed);
  }

  it('stays up and truthful throughout', async () => {
    const load = Promise.all(Array.from({ length: 8 }, (_, number) => client(number)));
    await expect.poll(() => live.size, { timeout: 20_000 }).toBeGreaterThan(10);

    await server.restart(alive);
    await recovered();

    server.hang();
    await alive();
    expect((await request(url, 'GET', '/readyz', undefined, 5_000)).status).toBe(503);
    server.resume();
    await recovered();

    await noConnectionLeft();
    await recovered();

    const full = `create function full_disk() returns trigger language plpgsql as
      $$ begin raise exception 'could not extend file' using errcode = '53100'; end $$;
      create trigger full_disk before insert or update on sessions execute function full_disk()`;
    await withAdmin((admin) => admin.query(full));
    const [some = ''] = live;
    expect((await call('POST', verifyPath, { session_token: some })).status).toBe(200);
    await withAdmin((admin) => admin.query('drop function full_disk cascade'));

    mailDown = true;
    const sent = await call('POST', '/v1/auth/otps/email/login_or_create', { email: 'm@x.org' });
    expect([sent.status, sent.body['error_type']]).toEqual([503, 'email_not_sent']);
    mailDown = false;

    for (const hours of [30, -1]) {
      clockAhead += hours * 3_600_000;
      const before = live.size;
      await expect.poll(() => live.size, { timeout: 20_000 }).toBeGreaterThan(before + 3);
    }

    await slowClients();

    over.abort();
    await load;
    expect(lies).toEqual([]);
    const verify = async (session_token: string) =>
      (await call('POST', verifyPath, { session_token })).status;
    expect(new Set(await Promise.all([...live].map(verify)))).toEqual(new Set([200]));
    expect(new Set(await Promise.all([...gone].map(verify)))).toEqual(new Set([404]));
    expect(gone.size).toBeGreaterThan(10);
  }, 180_000);
});
