import { errorAnswer } from './http/answer.js';
import type { Answer } from './http/answer.js';
import type { HeaderReader, Incoming } from './http/incoming.js';

/** Which pages may talk to the handler. */
export interface OriginPolicyOptions {
  readonly allowedOrigins: readonly string[];
  readonly trustProxy: boolean;
}

/** Where a request came from, as far as its headers tell. */
export interface RequestOrigin {
  /**
   * - `sameOrigin`: a page of this very origin.
   * - `allowed`: a page of one of `allowedOrigins`.
   * - `refused`: any other page.
   * - `unknown`: no browser header says; a program, or a browser too old to tell.
   */
  readonly kind: 'sameOrigin' | 'allowed' | 'refused' | 'unknown';
  /** Whether the page is on https. */
  readonly https: boolean;
  /** CORS headers for the answer. */
  readonly headers: Record<string, string>;
}

export type OriginPolicy = (incoming: Incoming) => RequestOrigin;

/** A name of a header (RFC 9110, §5.6.2), of a length that one has. */
const HEADER_NAME = /^[\w!#$%&'*+.^`|~-]{1,100}$/;
const SAFE_HOST = /^[\w.:[\]-]+$/;

/**
 * `Sec-Fetch-Site: same-origin` is trusted before the comparison of `Origin` with the request's URL: no
 * page can set it, and it stays right behind a proxy that rewrites host or scheme (W3C Fetch Metadata).
 */
export function createOriginPolicy({
  allowedOrigins,
  trustProxy,
}: OriginPolicyOptions): OriginPolicy {
  const allowed = new Set(allowedOrigins);
  return (incoming) => {
    const origin = incoming.headers.get('origin');
    const site = incoming.headers.get('sec-fetch-site');
    const own = ownOrigin(incoming, trustProxy);
    const https = (/^https?:/.test(origin ?? '') ? origin : own)?.startsWith('https:') === true;
    const headers: Record<string, string> = { Vary: 'Origin' };

    if (origin !== null && allowed.has(origin)) {
      headers['Access-Control-Allow-Origin'] = origin;
      headers['Access-Control-Allow-Credentials'] = 'true';
      headers['Access-Control-Expose-Headers'] = 'Retry-After';
      return { kind: origin === own ? 'sameOrigin' : 'allowed', https, headers };
    }
    if (site === 'same-origin' || (origin === own && site !== 'cross-site'))
      return { kind: 'sameOrigin', https, headers };
    if (origin !== null || site === 'cross-site' || site === 'same-site')
      return { kind: 'refused', https, headers };
    return { kind: 'unknown', https, headers };
  };
}

/** Answers an `OPTIONS` request: a CORS preflight (Fetch §4.8), or a question for the methods. */
export function answerOptions(from: RequestOrigin, methods: string, asked: HeaderReader): Answer {
  if (from.kind === 'refused') return originRefused();
  const headers: Record<string, string> = { Allow: `${methods}, OPTIONS` };
  if (from.headers['Access-Control-Allow-Origin'] !== undefined) {
    headers['Access-Control-Allow-Methods'] = methods;
    headers['Access-Control-Allow-Headers'] = allowedHeaders(asked).join(', ');
    headers['Access-Control-Max-Age'] = '600';
  }
  return { status: 204, headers };
}

/** Whoever may call may send headers of the app's own, too. */
function allowedHeaders(asked: HeaderReader): readonly string[] {
  const names = (asked.get('access-control-request-headers') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => HEADER_NAME.test(name));
  return [...new Set(['authorization', 'content-type', ...names])];
}

export function originRefused(): Answer {
  return errorAnswer(403, 'origin_refused', 'Origin refused');
}

function ownOrigin({ url, headers }: Incoming, trustProxy: boolean): string {
  if (!trustProxy) return url.origin;
  const host = firstValue(headers.get('x-forwarded-host')) ?? url.host;
  const proto = firstValue(headers.get('x-forwarded-proto')) ?? url.protocol.slice(0, -1);
  if (!SAFE_HOST.test(host) || (proto !== 'http' && proto !== 'https')) return url.origin;
  try {
    return new URL(`${proto}://${host}`).origin;
  } catch {
    return url.origin;
  }
}

function firstValue(header: string | null): string | undefined {
  const value = header?.split(',', 1)[0]?.trim();
  return value === '' ? undefined : value;
}
