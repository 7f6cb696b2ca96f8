import { join } from 'node:path';
import {
  startSessionApi,
  type StartedSessionApi,
} from '../../../packages/session-api/src/index.js';

const secretKey = 'sk_test_0123456789abcdef';

/** The real session service, which can be down for a while. */
export interface SessionService {
  readonly url: string;
  readonly secretKey: string;
  stop(): Promise<void>;
  /** Starts it again: same address, same database. */
  start(): Promise<void>;
  /** The newest code for an address. */
  codeFor(email: string): Promise<string | undefined>;
  /** The status with which it answers to a session token: 200, or 404 once the session is gone. */
  statusOf(sessionToken: string): Promise<number>;
}

/** Starts it on a free loopback port, its database in the folder. */
export async function startSessionService(folder: string): Promise<SessionService> {
  const launch = (port: number) =>
    startSessionApi({
      port,
      secretKeys: [secretKey],
      database: `file:${join(folder, 'sessions-of-test.db')}`,
      codes: { resendAfter: 0, sendsPerHour: 1000 },
      log: () => undefined,
    });
  let running: StartedSessionApi = await launch(0);
  const { url, port } = running;
  return {
    url,
    secretKey,
    stop: () => running.close(),
    async start() {
      running = await launch(port);
    },
    codeFor: (email) => codeFor(url, email),
    statusOf: (sessionToken) => statusOf(url, secretKey, sessionToken),
  };
}

/** The newest code for an address in the inbox of a session service. */
export async function codeFor(url: string, email: string): Promise<string | undefined> {
  const answer = await fetch(`${url}/dev/inbox?to=${email}`, {
    headers: { accept: 'application/json' },
  });
  const { messages } = (await answer.json()) as { messages: { code: string }[] };
  return messages[0]?.code;
}

async function statusOf(url: string, key: string, sessionToken: string): Promise<number> {
  const answer = await fetch(`${url}/v1/auth/sessions/verify`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ session_token: sessionToken }),
  });
  return answer.status;
}
