import type { z } from 'zod';
import type { ApiClient } from '../api/client.js';
import type { ClientAddress } from '../client-device.js';
import type { SessionCookies } from '../cookies/session-cookies.js';
import type { SignedOutCookies } from '../cookies/signed-out-cookies.js';
import type { AuthServerError } from '../errors.js';
import type { GrantMaker } from '../grant.js';
import type { HookOptions } from '../hooks.js';
import { errorAnswer } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import type { Incoming } from '../http/incoming.js';
import { readBody } from '../http/read-body.js';
import type { KnownUsers } from '../known-users.js';
import type { RequestOrigin } from '../origin-policy.js';
import type { RefreshesUnderWay } from '../refreshes-under-way.js';
import type { SealedTokens } from '../sealed-tokens.js';

/** What a route needs of the handler's options. */
export interface RouteSettings {
  /** Minutes. */
  readonly sessionExpiresIn: number;
  readonly slidingSession: boolean;
  readonly clearSiteData: readonly string[];
  /** Milliseconds. */
  readonly timeout: number;
  readonly hooks: HookOptions;
  readonly clientAddress: ClientAddress | undefined;
}

/** What every route works with. */
export interface RouteContext {
  readonly api: ApiClient;
  readonly users: KnownUsers;
  readonly grants: GrantMaker;
  /** Absent: cookies are neither read nor set. */
  readonly cookies: SessionCookies | undefined;
  /** Absent: cookies are not set. */
  readonly signedOut: SignedOutCookies | undefined;
  readonly sealed: SealedTokens;
  readonly underWay: RefreshesUnderWay;
  readonly settings: RouteSettings;
  readonly report: (error: unknown) => void;
  /** Reports what is worth one line in a log and no more. */
  readonly reportOnce: (error: AuthServerError) => void;
}

export type Route = (incoming: Incoming, from: RequestOrigin) => Promise<Answer>;

/** A route whose body has been validated by the time `handle` runs. */
export function defineRoute<T>(
  schema: z.ZodType<T>,
  handle: (body: T, incoming: Incoming, from: RequestOrigin) => Promise<Answer>,
): Route {
  return async (incoming, from) => {
    const body = await readBody(incoming, schema);
    return body.ok ? handle(body.value, incoming, from) : body.answer;
  };
}

const MAY_PASS = new Set(['api_unreachable', 'api_timeout', 'api_rate_limited']);

/** The answer to a failure of the API: nothing is decided. */
export function unavailable(error: AuthServerError): Answer {
  const { status } = error.details;
  const down = MAY_PASS.has(error.code) || status === 503 || status === 504 || status === 429;
  return errorAnswer(down ? 503 : 502, 'unavailable', 'Authentication service unavailable', {
    headers: retryAfter(error),
  });
}

export function retryAfter({ details }: AuthServerError): Record<string, string> {
  return details.retryAfter === undefined ? {} : { 'Retry-After': String(details.retryAfter) };
}
