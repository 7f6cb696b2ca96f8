import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSessionApi } from '../../packages/session-api/src/index.js';
import type { Measure } from '../harness/measure.js';
import type { Series } from '../harness/statistics.js';

const SECRET = 'sk_test_0123456789abcdef';
const SESSIONS = 200;
const VERIFICATIONS = 1_000;
const CLIENTS = 8;

/** Requests per second of the session service, over the loopback, on an embedded database. */
export async function measureSessionApi(): Promise<Measure> {
  const folder = await mkdtemp(join(tmpdir(), 'moonkey-bench-api-'));
  const codes = new Map<string, string>();
  const service = await startSessionApi({
    secretKeys: [SECRET],
    database: `file:${join(folder, 'sessions.db')}`,
    mailer: {
      async send({ to, code }) {
        codes.set(to, code);
      },
    },
    codes: { resendAfter: 0 },
  });
  const bare = createServer((request, response) => {
    request.resume().on('end', () => response.end('{"message":"ok"}'));
  });
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve));
  const series: Series[] = [];

  try {
    const tokens: string[] = [];
    const signIn = await inParallel(SESSIONS, async (index) => {
      const email = `user${index}@example.com`;
      const sent = await call(service.url, 'POST', '/v1/auth/otps/email/login_or_create', {
        email,
      });
      const answer = await call(service.url, 'POST', '/v1/auth/otps/verify', {
        method_id: sent['email_id'],
        otp: codes.get(email),
        session_expires_in: 60,
      });
      tokens.push(String(answer['session_token']));
    });
    const verify = await inParallel(VERIFICATIONS, (index) =>
      call(service.url, 'POST', '/v1/auth/sessions/verify', {
        session_token: tokens[index % SESSIONS],
      }),
    );
    const remove = await inParallel(SESSIONS, (index) =>
      call(service.url, 'DELETE', '/v1/auth/sessions/delete', { session_token: tokens[index] }),
    );
    const url = `http://127.0.0.1:${(bare.address() as AddressInfo).port}`;
    const nothing = await inParallel(VERIFICATIONS, () => call(url, 'POST', '/', {}));
    series.push(
      perSecond('sign in (two requests, the code is hashed)', signIn),
      perSecond('verify (reads, writes, signs an RS256 JWT)', verify),
      perSecond('delete', remove),
      perSecond('an HTTP server that does nothing', nothing),
    );
  } finally {
    await service.close();
    await new Promise((resolve) => bare.close(resolve));
    await rm(folder, { recursive: true, force: true });
  }
  return {
    title: 'The session service',
    series,
    verdicts: [],
    notes: [
      `${CLIENTS} requests at a time, over the loopback, libSQL in a file; client and service share one process.`,
    ],
  };
}

const perSecond = (name: string, value: number): Series => ({
  name,
  unit: '/s',
  values: [value],
});

/** Runs a task so many times, a few at once: runs per second. */
async function inParallel(count: number, task: (index: number) => Promise<unknown>) {
  const began = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CLIENTS }, async () => {
      while (next < count) await task(next++);
    }),
  );
  return (count * 1_000) / (performance.now() - began);
}

async function call(url: string, method: string, path: string, body: object) {
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const answer = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`);
  return answer;
}
