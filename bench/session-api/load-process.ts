import { quantile } from '../harness/statistics.js';
import { Connection } from './connection.js';
import type { Job, Outcome } from './job.js';
import { secretKey, tokenOf } from './names.js';

type Step = (index: number) => Promise<void>;

/** The load client: a process of its own, so that it shares no event loop with what it measures. */
process.on('message', (job: Job) => {
  measure(job).then(
    (outcome) => process.send?.(outcome),
    (error: unknown) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function measure(job: Job): Promise<Outcome> {
  const jwts = job.kind === 'verify-jwt' ? await collectJwts(job) : [];
  const workers = await Promise.all(
    Array.from({ length: job.connections }, () => createStep(job, jwts)),
  );
  const latencies: number[] = [];
  const began = performance.now();
  const until = began + job.seconds * 1_000;
  const supply = (job.to - job.from) * job.rounds;
  let next = 0;
  await Promise.all(
    workers.map(async ({ step }) => {
      while (next < supply && performance.now() < until) {
        const started = performance.now();
        await step(job.from + (next++ % (job.to - job.from)));
        latencies.push(performance.now() - started);
      }
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  for (const { close } of workers) close();
  return {
    count: latencies.length,
    seconds,
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
  };
}

interface Worker {
  step: Step;
  readonly close: () => void;
}

async function createStep(job: Job, jwts: readonly string[]): Promise<Worker> {
  const ofHandler = job.kind === 'refresh' || job.kind === 'logout';
  const connection = await Connection.open(
    job.kind === 'bare' ? job.beside : ofHandler ? job.handler : job.service,
  );
  const beside = job.kind === 'code' ? await Connection.open(job.beside) : undefined;
  const bare = request('GET', '/bare');
  const ask = async (message: Buffer): Promise<Record<string, unknown>> => {
    const { status, body } = await connection.send(message);
    if (status !== 200) throw new Error(`${job.kind}: ${status} ${body}`);
    return job.kind === 'code' ? (JSON.parse(body) as Record<string, unknown>) : {};
  };
  const post = (path: string, body: object) => request('POST', path, body);

  const steps: Record<Job['kind'], Step> = {
    bare: async () => void (await ask(bare)),
    'verify-token': async (index) =>
      void (await ask(post('/v1/auth/sessions/verify', { session_token: tokenOf(index) }))),
    'verify-jwt': async (index) =>
      void (await ask(post('/v1/auth/sessions/verify', { session_jwt: jwts[index - job.from] }))),
    delete: async (index) =>
      void (await ask(
        request('DELETE', '/v1/auth/sessions/delete', { session_token: tokenOf(index) }),
      )),
    refresh: async (index) =>
      void (await ask(request('POST', '/api/auth/session/refresh', {}, tokenOf(index)))),
    logout: async (index) =>
      void (await ask(request('POST', '/api/auth/logout', {}, tokenOf(index)))),
    async code(index) {
      const sent = await ask(
        post('/v1/auth/otps/email/login_or_create', { email: `code${index}@example.com` }),
      );
      const methodId = String(sent['method_id'] ?? sent['email_id']);
      const told = await beside?.send(request('GET', `/code/${methodId}`));
      await ask(
        post('/v1/auth/otps/verify', {
          method_id: methodId,
          otp: told?.body,
          session_expires_in: 60,
        }),
      );
    },
  };
  return {
    step: steps[job.kind],
    close() {
      connection.close();
      beside?.close();
    },
  };
}

function request(method: string, path: string, body?: object, key: string = secretKey): Buffer {
  const json = body === undefined ? '' : JSON.stringify(body);
  return Buffer.from(
    `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer ${key}\r\n` +
      (json === ''
        ? '\r\n'
        : `Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`),
  );
}

async function collectJwts(job: Job): Promise<string[]> {
  const connection = await Connection.open(job.service);
  const jwts: string[] = [];
  for (let index = job.from; index < job.to; index += 1) {
    const { body } = await connection.send(
      request('POST', '/v1/auth/sessions/verify', { session_token: tokenOf(index) }),
    );
    jwts.push((JSON.parse(body) as { session_jwt: string }).session_jwt);
  }
  connection.close();
  return jwts;
}
