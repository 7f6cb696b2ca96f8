import type { z } from 'zod';
import {
  apiSentCode,
  apiSessionList,
  apiUser,
  apiVerifiedCode,
  apiVerifiedSession,
  apiCreatedToken,
} from './api-schemas.js';
import type { ApiSession, ApiUser } from './api-schemas.js';
import { malformed, statusError, transportError } from './api-failures.js';
import { AuthServerError } from './errors.js';

export interface ApiClientOptions {
  readonly apiUrl: string;
  readonly secretKey: string;
  /** Milliseconds for one request, body included. */
  readonly timeout: number;
  readonly fetch: typeof globalThis.fetch;
}

/** What identifies a session to the API. */
export type SessionCredential =
  | { readonly session_token: string }
  | { readonly session_jwt: string };

/** A live session with a fresh JWT. */
export interface VerifiedSession {
  readonly session: ApiSession;
  readonly sessionJwt: string;
}

/** A session that has just begun: the only time the API tells its token. */
export interface NewSession extends VerifiedSession {
  readonly sessionToken: string;
}

/** The MoonKey REST API (contract §2). Every method rejects with an {@link AuthServerError}. */
export interface ApiClient {
  sendCode(email: string): Promise<{ readonly methodId: string }>;
  /** @param expiresIn Minutes. A malformed answer that names a session is revoked before this rejects. */
  verifyCode(methodId: string, code: string, expiresIn: number): Promise<NewSession>;
  /** @param expiresIn Minutes from now to which the session is extended; absent: not extended. */
  verifySession(credential: SessionCredential, expiresIn?: number): Promise<VerifiedSession>;
  getUser(userId: string): Promise<ApiUser>;
  listSessions(userId: string): Promise<readonly Pick<ApiSession, 'id' | 'started_at'>[]>;
  /** Resolves too when the session is already gone (404, 410). */
  deleteSession(
    by: { readonly session_token: string } | { readonly session_id: string },
  ): Promise<void>;
}

export function createApiClient(options: ApiClientOptions): ApiClient {
  const base = `${options.apiUrl}/v1/auth`;

  async function request(
    method: string,
    operation: string,
    path: string,
    body?: unknown,
  ): Promise<unknown> {
    let response: Response;
    let text: string;
    try {
      response = await options.fetch(`${base}/${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${options.secretKey}`,
          Accept: 'application/json',
          ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'manual',
        signal: AbortSignal.timeout(options.timeout),
      });
      text = await response.text();
    } catch (error) {
      throw transportError(operation, error, options.timeout);
    }
    if (!response.ok) throw statusError(operation, response, text);
    try {
      return JSON.parse(text);
    } catch {
      throw malformed(operation);
    }
  }

  async function call<T>(
    schema: z.ZodType<T>,
    method: string,
    operation: string,
    path: string,
    body?: unknown,
  ): Promise<T> {
    return parse(schema, operation, await request(method, operation, path, body));
  }

  const client: ApiClient = {
    async sendCode(email) {
      const operation = 'otps/email/login_or_create';
      const sent = await call(apiSentCode, 'POST', operation, operation, { email });
      return { methodId: sent.email_id };
    },

    async verifyCode(methodId, code, expiresIn) {
      const operation = 'otps/verify';
      const answer = await request('POST', operation, operation, {
        method_id: methodId,
        otp: code,
        session_expires_in: expiresIn,
      });
      const verified = apiVerifiedCode.safeParse(answer);
      if (verified.success) {
        return { ...toVerified(verified.data), sessionToken: verified.data.session_token };
      }
      const created = apiCreatedToken.safeParse(answer);
      if (created.success) await client.deleteSession(created.data).catch(throwAbandoned);
      throw malformed(operation);
    },

    async verifySession(credential, expiresIn) {
      const operation = 'sessions/verify';
      const body =
        expiresIn === undefined ? credential : { ...credential, session_expires_in: expiresIn };
      return toVerified(await call(apiVerifiedSession, 'POST', operation, operation, body));
    },

    getUser: (userId) => call(apiUser, 'GET', 'users/get', `users/${encodeURIComponent(userId)}`),

    async listSessions(userId) {
      const operation = 'sessions/list';
      return (
        await call(
          apiSessionList,
          'GET',
          operation,
          `${operation}?user_id=${encodeURIComponent(userId)}`,
        )
      ).sessions;
    },

    async deleteSession(by) {
      const operation = 'sessions/delete';
      try {
        await request('DELETE', operation, operation, by);
      } catch (error) {
        if (
          error instanceof AuthServerError &&
          (error.code === 'not_found' || error.code === 'api_malformed')
        )
          return;
        throw error;
      }
    },
  };
  return client;
}

function throwAbandoned(): never {
  throw new AuthServerError(
    'session_abandoned',
    'A session was created, answered malformed, and could not be revoked',
    {
      operation: 'otps/verify',
    },
  );
}

function toVerified(answer: { session: ApiSession; session_jwt: string }): VerifiedSession {
  return { session: answer.session, sessionJwt: answer.session_jwt };
}

function parse<T>(schema: z.ZodType<T>, operation: string, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw malformed(operation);
}
