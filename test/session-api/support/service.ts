import { expect } from 'vitest';
import {
  type CodeMessage,
  type SessionApiOptions,
  startSessionApi,
} from '../../../packages/session-api/src/index.js';
import type { DatabaseKind, TestDatabase } from './databases.js';
import { secretKey } from './secret-key.js';

/** What the service answered. */
export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

/** The fields of all answers the tests read. */
export interface Body {
  session: SessionFields;
  session_token: string;
  session_jwt: string;
  sessions: SessionFields[];
  has_more?: true;
  next?: string;
  user_id: string;
  email_id: string;
  method_id: string;
  user_created: boolean;
  status: string;
  active: boolean;
  emails: { id: string; email: string; verified: boolean }[];
  error_type: string;
  error_message: string;
  status_code: number;
  message: string;
  keys: Record<string, string>[];
  metadata?: Record<string, unknown>;
  user?: Body;
  users?: Body[];
  total_count?: number;
}

export interface SessionFields {
  id: string;
  user_id: string;
  session_token?: string;
  started_at: number;
  expires_at: number;
  last_active_at: number;
  updated_at: number;
  created_at: number;
  factors: { method: { email: string; last_verified_at: number } }[];
  device_fingerprint: { user_agent: string; ip: string };
}

/** A service on its own database, with a clock that tests move and a mailer they read. */
export interface TestService {
  readonly url: string;
  readonly database: TestDatabase;
  readonly mails: CodeMessage[];
  readonly errors: unknown[];
  /** Unix seconds by the service's clock. */
  now(): number;
  advance(seconds: number): void;
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Asks for a code and gives the `method_id` and the code. */
  sendCode(email: string): Promise<{ method_id: string; otp: string; user_id: string }>;
  signIn(email: string, expiresIn?: number): Promise<Body>;
  restart(options?: Partial<SessionApiOptions>): Promise<void>;
  close(): Promise<void>;
}

export async function createTestService(
  databases: DatabaseKind,
  options: Partial<SessionApiOptions> = {},
): Promise<TestService> {
  const database = await databases.create();
  const mails: CodeMessage[] = [];
  const errors: unknown[] = [];
  let offset = 0;
  const clock = (): number => Date.now() + offset;
  const start = (more: Partial<SessionApiOptions> = {}) =>
    startSessionApi({
      secretKeys: [secretKey],
      database: database.options,
      mailer: { send: (message) => Promise.resolve(void mails.unshift(message)) },
      clock,
      onError: (error) => void errors.push(error),
      ...options,
      ...more,
    });
  let service = await start();

  const call: TestService['call'] = async (method, path, body, headers = {}) => {
    const response = await fetch(service.url + path, {
      method,
      headers: {
        Authorization: `Bearer ${secretKey}`,
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    return {
      status: response.status,
      headers: response.headers,
      body: (await response.json()) as Body,
    };
  };
  const sendCode: TestService['sendCode'] = async (email) => {
    const { status, body } = await call('POST', '/v1/auth/otps/email/login_or_create', { email });
    expect(status).toBe(200);
    const mail = mails.find(({ emailId }) => emailId === body.email_id);
    return { method_id: body.email_id, otp: mail?.code ?? '', user_id: body.user_id };
  };

  return {
    get url() {
      return service.url;
    },
    database,
    mails,
    errors,
    now: () => Math.floor(clock() / 1000),
    advance: (seconds) => void (offset += seconds * 1000),
    call,
    sendCode,
    async signIn(email, expiresIn = 60) {
      const { method_id, otp } = await sendCode(email);
      const { status, body } = await call('POST', '/v1/auth/otps/verify', {
        method_id,
        otp,
        session_expires_in: expiresIn,
      });
      expect(status).toBe(200);
      return body;
    },
    async restart(more) {
      await service.close();
      service = await start(more);
    },
    async close() {
      await service.close();
      await database.remove();
    },
  };
}
