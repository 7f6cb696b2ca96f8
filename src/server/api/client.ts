import type { z } from 'zod';
import { malformed } from './failures.js';
import { parseAnswer, requestApi } from './request.js';
import type { ApiConnection, ApiRequest } from './request.js';
import {
  apiCreatedToken,
  apiDeleted,
  apiSentCode,
  apiSessionList,
  apiUser,
  apiVerifiedCode,
  apiVerifiedSession,
} from './schemas.js';
import type { ApiListedSession, ApiSession, ApiUser } from './schemas.js';
import type { ClientDevice } from '../client-device.js';
import { AuthServerError } from '../errors.js';
import { parseJson } from '../parse-json.js';

const MOST_PAGES = 1000;

/** What identifies a session to the API for a verification. */
export type SessionCredential =
  | { readonly session_token: string }
  | { readonly session_jwt: string };

/** A live session with a fresh JWT. */
export interface VerifiedSession {
  readonly session: ApiSession;
  readonly sessionJwt: string;
  /** The API's clock, Unix seconds. */
  readonly now: number | undefined;
}

/** A session that has just begun: the only time the API tells its token. */
export interface NewSession extends VerifiedSession {
  readonly sessionToken: string;
  /** Whether the user has just signed up, where the API says so. */
  readonly isNewUser?: boolean;
}

/** What became of a deletion. */
export interface Deletion {
  /** False: the session had ended before. */
  readonly wasLive: boolean;
  /** The API's clock, Unix seconds. */
  readonly now: number | undefined;
}

/** The MoonKey REST API (contract §2). Every method rejects with an {@link AuthServerError}. */
export interface ApiClient {
  /** @param knownOnly Rejects with `not_found`, and makes no user, where there is none with this address. */
  sendCode(
    email: string,
    device?: ClientDevice,
    knownOnly?: boolean,
  ): Promise<{ readonly methodId: string }>;
  /** @param expiresIn Minutes. A malformed answer that names a session is revoked before this rejects. */
  verifyCode(
    methodId: string,
    code: string,
    expiresIn: number,
    device?: ClientDevice,
  ): Promise<NewSession>;
  /** @param expiresIn Minutes from now to which the session is extended; absent: not extended. */
  verifySession(credential: SessionCredential, expiresIn?: number): Promise<VerifiedSession>;
  getUser(userId: string): Promise<ApiUser>;
  /** All live sessions of a user, page by page where the API has pages. */
  listSessions(userId: string): Promise<readonly ApiListedSession[]>;
  deleteSession(
    by: { readonly session_token: string } | { readonly session_id: string },
  ): Promise<Deletion>;
  /**
   * Ends all sessions of a user that began before a moment, in Unix seconds of the API's clock: an
   * addition of our own session service. Resolves to false where the API does not know it.
   */
  deleteSessionsBefore(userId: string, startedBefore: number): Promise<boolean>;
}

export function createApiClient(connection: ApiConnection): ApiClient {
  const sessions = createSessionCalls(connection);
  return { ...sessions, ...createSignInCalls(connection, sessions) };
}

type SessionCalls = Pick<
  ApiClient,
  'verifySession' | 'listSessions' | 'deleteSession' | 'deleteSessionsBefore'
>;

function createSessionCalls(connection: ApiConnection): SessionCalls {
  return {
    async verifySession(credential, session_expires_in) {
      const body =
        session_expires_in === undefined ? credential : { ...credential, session_expires_in };
      const operation = 'sessions/verify';
      const request = { method: 'POST', operation, body } as const;
      const { data, now } = await call(connection, apiVerifiedSession, request);
      return verified(data, now);
    },

    async listSessions(userId) {
      const operation = 'sessions/list';
      const sessions: ApiListedSession[] = [];
      let after = '';
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const path = `${operation}?user_id=${encodeURIComponent(userId)}${after}`;
        const request = { method: 'GET', operation, path } as const;
        const { data } = await call(connection, apiSessionList, request);
        sessions.push(...data.sessions);
        const next = data.next ?? data.sessions.at(-1)?.id;
        if (data.has_more !== true || next === undefined) return sessions;
        after = `&starting_after=${encodeURIComponent(next)}`;
      }
      throw malformed(operation);
    },

    async deleteSession(body) {
      const operation = 'sessions/delete';
      const answer = await requestApi(connection, { method: 'DELETE', operation, body });
      try {
        parseAnswer(apiDeleted, operation, answer);
        return { wasLive: true, now: answer.now };
      } catch (error) {
        if (isNotFound(error)) return { wasLive: false, now: answer.now };
        throw error;
      }
    },

    async deleteSessionsBefore(user_id, started_before) {
      const body = { user_id, started_before };
      try {
        const operation = 'sessions/delete';
        await call(connection, apiDeleted, { method: 'DELETE', operation, body });
        return true;
      } catch (error) {
        const isUnknown = error instanceof AuthServerError && error.code === 'api_refused';
        if (isNotFound(error) || (isUnknown && error.details.status === 400)) return false;
        throw error;
      }
    },
  };
}

type SignInCalls = Pick<ApiClient, 'sendCode' | 'verifyCode' | 'getUser'>;

function createSignInCalls(connection: ApiConnection, sessions: SessionCalls): SignInCalls {
  return {
    async sendCode(email, device, knownOnly = false) {
      const operation = knownOnly ? 'otps/email/send' : 'otps/email/login_or_create';
      const body = { email, ...fingerprint(device) };
      const request = { method: 'POST', operation, body } as const;
      const { data } = await call(connection, apiSentCode, request);
      return { methodId: data.method_id ?? data.email_id };
    },

    async verifyCode(method_id, otp, session_expires_in, device) {
      const operation = 'otps/verify';
      const body = { method_id, otp, session_expires_in, ...fingerprint(device) };
      const answer = await requestApi(connection, { method: 'POST', operation, body });
      try {
        const data = parseAnswer(apiVerifiedCode, operation, answer);
        return {
          ...verified(data, answer.now),
          sessionToken: data.session_token,
          ...(typeof data.user_created === 'boolean' && { isNewUser: data.user_created }),
        };
      } catch (error) {
        const created = apiCreatedToken.safeParse(parseJson(answer.text));
        if (created.success) await sessions.deleteSession(created.data).catch(throwAbandoned);
        throw error;
      }
    },

    async getUser(userId) {
      const path = `users/${encodeURIComponent(userId)}`;
      const request = { method: 'GET', operation: 'users/get', path } as const;
      return (await call(connection, apiUser, request)).data;
    },
  };
}

async function call<T>(connection: ApiConnection, schema: z.ZodType<T>, request: ApiRequest) {
  const answer = await requestApi(connection, request);
  return { data: parseAnswer(schema, request.operation, answer), now: answer.now };
}

function fingerprint(device: ClientDevice | undefined): { device_fingerprint?: ClientDevice } {
  return device === undefined ? {} : { device_fingerprint: device };
}

function verified(
  { session, session_jwt }: z.infer<typeof apiVerifiedSession>,
  now: number | undefined,
): VerifiedSession {
  return { session, sessionJwt: session_jwt, now };
}

/** Whether the API itself says that there is no such session or user. */
export function isNotFound(error: unknown): error is AuthServerError {
  return error instanceof AuthServerError && error.code === 'not_found';
}

function throwAbandoned(): never {
  throw new AuthServerError(
    'session_abandoned',
    'A session was created, answered malformed, and could not be revoked',
    { operation: 'otps/verify' },
  );
}
