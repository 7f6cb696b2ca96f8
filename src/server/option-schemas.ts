import { z } from 'zod';
import { isGuessable } from './is-guessable.js';
import { isPlainHttpRisky } from './is-plain-http-risky.js';

/** MoonKey's own API (contract §2). */
export const DEFAULT_API_URL = 'https://api.moonkey.fun';

const MINUTES_MIN = 5;
const MINUTES_MAX = 527_040;
const HOST = /^[a-z0-9.-]+$/i;
const COOKIE_NAME = /^[\w!#$%&'*+.^`|~-]+$/;

const boolean = z.boolean('must be true or false');
const functionOf = <T>(): z.ZodType<T> =>
  z.custom<T>((value) => typeof value === 'function', 'must be a function');

export const secretKey = z
  .string('is missing: pass your secret key, sk_test_… or sk_live_…, or set MOONKEY_SECRET_KEY')
  .superRefine((key, context) => {
    if (/^sk_(test|live)_[\x21-\x7e]+$/.test(key)) return;
    context.addIssue({
      code: 'custom',
      message: key.startsWith('pk_')
        ? 'is a publishable key (pk_…), which is for browsers; this side needs the secret key, sk_test_… or sk_live_…'
        : 'must be a secret key, sk_test_… or sk_live_…',
    });
  });

export const apiUrl = z
  .string('must be a URL such as https://api.moonkey.fun')
  .default(DEFAULT_API_URL)
  .transform((value, context) => {
    const refuse = (message: string): never => {
      context.addIssue({ code: 'custom', message });
      return z.NEVER;
    };
    const url = URL.canParse(value) ? new URL(value) : undefined;
    if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
      return refuse('must be an http(s) URL such as https://api.moonkey.fun');
    }
    if (url.username !== '' || url.password !== '')
      return refuse('must not contain a user name or password');
    if (url.search !== '' || url.hash !== '') return refuse('must not have a query or a fragment');
    const path = url.pathname.replace(/\/+$/, '');
    if (path.endsWith('/v1')) return refuse('must not end in /v1, which is added');
    return url.origin + path;
  });

export const ticketSecret = z
  .unknown()
  .transform((value, context): readonly [string, ...string[]] => {
    const secrets: readonly unknown[] = Array.isArray(value) ? value : [value];
    const refuse = (message: string, at?: number): never => {
      context.addIssue({
        code: 'custom',
        message,
        path: Array.isArray(value) && at !== undefined ? [at] : [],
      });
      return z.NEVER;
    };
    const hint = 'e.g. the output of `openssl rand -base64 32`';
    if (secrets.length > 8)
      return refuse('has more than 8 secrets: drop those whose sessions have all expired');
    for (const [at, secret] of secrets.entries()) {
      if (typeof secret !== 'string')
        return refuse(
          `is missing: pass a random secret of at least 32 bytes, ${hint}, or set MOONKEY_TICKET_SECRET`,
          at,
        );
      if (new TextEncoder().encode(secret).byteLength < 32)
        return refuse(`must be at least 32 bytes long, ${hint}`, at);
      if (isGuessable(secret)) return refuse(`can be guessed: make it random, ${hint}`, at);
    }
    const [first, ...rest] = secrets.filter((secret) => typeof secret === 'string');
    return first === undefined ? refuse('must have at least one secret') : [first, ...rest];
  });

export const basePath = z
  .string('must be a path such as /api/auth')
  .regex(/^(\/[\w.~-]+)+\/?$/, 'must be a path such as /api/auth')
  .default('/api/auth')
  .transform((path) => path.replace(/\/$/, ''));

const cookieFields = {
  name: z.string().regex(COOKIE_NAME, 'must be a cookie name').optional(),
  sameSite: z.enum(['strict', 'lax', 'none'], "must be 'strict', 'lax' or 'none'").optional(),
  secure: boolean.optional(),
  path: z
    .string()
    .regex(/^\/[\x21-\x3a\x3c-\x7e]*$/, 'must be a path such as /')
    .optional(),
  domain: z.string().regex(HOST, 'must be a host name such as example.com').optional(),
};

/** `cookie` of a function that only reads the session cookies. */
export const sessionCookie = z
  .strictObject(cookieFields, 'must be an object')
  .superRefine(refuseDropped);

/** `cookie` of the handler. */
export const handlerCookie = z
  .strictObject({ ...cookieFields, only: boolean.optional() }, 'must be true, false, or an object')
  .superRefine(refuseDropped);

/** Refuses what makes browsers drop the cookie without a word. */
function refuseDropped(
  options: z.infer<z.ZodObject<typeof cookieFields>>,
  context: z.RefinementCtx,
): void {
  const { name = '', sameSite, secure, domain, path = '/' } = options;
  const refuse = (field: string, message: string): void =>
    context.addIssue({ code: 'custom', path: [field], message });
  if (sameSite === 'none' && secure !== true) {
    refuse('secure', "must be true with sameSite: 'none', or browsers drop the cookie");
  }
  if (/^__(Host|Secure)-/.test(name) && secure !== true) {
    refuse('secure', 'must be true for a cookie whose name begins with __Host- or __Secure-');
  }
  if (name.startsWith('__Host-') && (domain !== undefined || path !== '/')) {
    refuse('name', 'begins with __Host-, which allows no domain and no path but /');
  }
}

export const allowedOrigins = z
  .array(
    z
      .string('must be an origin such as https://app.example.com')
      .refine(
        isOrigin,
        'must be an origin such as https://app.example.com: scheme and host, nothing after them, and no *',
      ),
    'must be an array of origins such as https://app.example.com',
  )
  .default([]);

export const clearSiteData = z
  .union(
    [z.boolean(), z.array(z.enum(['cache', 'cookies', 'storage', 'executionContexts'])).min(1)],
    "must be true, false, or an array of 'cache', 'cookies', 'storage', 'executionContexts'",
  )
  .default(false)
  .transform((value) => (value === true ? ['cache'] : value === false ? [] : value));

export const sessionExpiresIn = z
  .int(`must be a whole number of minutes, ${MINUTES_MIN} to ${MINUTES_MAX}`)
  .min(MINUTES_MIN, `must be at least ${MINUTES_MIN} minutes`)
  .max(MINUTES_MAX, `must be at most ${MINUTES_MAX} minutes (366 days)`)
  .default(10_080);

export const timeout = z
  .int('must be a whole number of milliseconds')
  .min(1, 'must be at least 1 ms')
  .max(600_000, 'must be at most 600000 ms')
  .default(10_000);

export const flag = boolean.default(false);
export const fetchFunction = functionOf<typeof globalThis.fetch>().optional();
export const listener = functionOf<(error: Error) => unknown>().optional();
export const hook = <Hook>(): z.ZodType<Hook | undefined> => functionOf<Hook>().optional();

/** A live secret key is not sent over a public network in clear. */
export function refusePlainHttp(
  { secretKey: key, apiUrl: url }: { secretKey?: string | undefined; apiUrl: string },
  context: z.RefinementCtx,
): void {
  if (key === undefined || !isPlainHttpRisky(key, url)) return;
  context.addIssue({
    code: 'custom',
    path: ['apiUrl'],
    message: 'must be https: a live secret key would be sent in clear',
  });
}

/** `https://app.example.com`, or the origin of an app's shell such as `capacitor://localhost`. */
function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  if (/^https?:/.test(value)) return new URL(value).origin === value;
  return /^(?!file:|data:|blob:|javascript:)[a-z][a-z\d+.-]*:\/\/[a-z\d.-]+(?::\d{1,5})?$/.test(
    value,
  );
}
