import { z } from 'zod';
import { defaultDatabase } from './database/default-database.js';
import type { Mailer } from './mail/mailer.js';
import { isProduction } from './is-production.js';
import { redacted } from './redact.js';
import type { CodeLimits } from './stores/code-limits.js';

/** Where sessions are kept. */
export type DatabaseOptions =
  | { kind: 'libsql'; /** `file:./sessions.db`, a path, or `:memory:`. */ url: string }
  | { kind: 'postgres'; /** `postgres://user:password@host:5432/name`. */ url: string };

/** Bounds of every wait, in seconds. */
export interface Timeouts {
  /** For a connection to the database. Default 5. */
  connect: number;
  /** For a statement, waiting for its turn included. Default 5. */
  statement: number;
  /** For the mail server to take a message. Default 10. */
  mail: number;
  /** For a request to arrive, and for its answer. Default 15. */
  request: number;
  /** For requests under way when the service stops. Default 10. */
  stop: number;
}

/** What `createSessionApi` takes. */
export interface SessionApiOptions {
  /** The keys callers show as `Authorization: Bearer sk_test_…`; several, so that one can be rotated. At least one. */
  secretKeys: readonly string[];
  /** Default: the embedded libSQL file `file:.moonkey/sessions.db` in the working directory, whose folder git ignores. */
  database?: string | DatabaseOptions | undefined;
  /** `smtp://` or `smtps://`. Without it (and without `mailer`) codes go to `/dev/inbox`; production needs one of them. */
  smtpUrl?: string | undefined;
  /** The sender of e-mails. Default `Sign-in <no-reply@localhost>`. */
  mailFrom?: string | undefined;
  /** Your own way to deliver codes, instead of `smtpUrl`. */
  mailer?: Mailer | undefined;
  /** Limits of one-time codes. */
  codes?: Partial<CodeLimits> | undefined;
  /** How long anything may take, in seconds. */
  timeouts?: Partial<Timeouts> | undefined;
  /** `iss` of session JWTs. Default `moonkey-session-api`. */
  issuer?: string | undefined;
  /** Days after which the next signing key is made; 0 never. Default 90. */
  rotateKeysAfter?: number | undefined;
  /** The time in milliseconds, for tests. Default: the database's clock, which all instances share. */
  clock?: (() => number) | undefined;
  /** No dev inbox, mail must really leave. Default: `NODE_ENV` is set, and neither `development` nor `test`. */
  production?: boolean | undefined;
  /** Whether codes are shown at `/dev/inbox`. Default: outside production, on a loopback address. */
  inbox?: boolean | undefined;
  /** Gets one line per development code. Default `console.log`. */
  log?: ((line: string) => void) | undefined;
  /** Gets every unexpected error, once per answer with status 500 or 503. Default: printed, without addresses and secrets. */
  onError?: ((error: unknown) => void) | undefined;
}

/** What `startSessionApi` takes beside `SessionApiOptions`. */
export interface ListenOptions {
  /** 0, the default, takes any free port. */
  port?: number | undefined;
  /** Default `127.0.0.1`: reachable from this machine only. */
  host?: string | undefined;
}

const callback = <F>(message = 'must be a function') =>
  z.custom<F>((value) => typeof value === 'function', { error: message });

const text = z.string({ error: 'must be a string' }).min(1, 'must not be empty');
const count = (min: number, max: number) =>
  z
    .int({ error: `must be a whole number from ${min} to ${max}` })
    .min(min)
    .max(max);

const seconds = z
  .number({ error: 'must be a number of seconds from 0.1 to 600' })
  .min(0.1)
  .max(600);

const postgresUrl = text.regex(
  /^postgres(ql)?:\/\/./,
  'must be a URL like "postgres://user:password@host:5432/name"',
);
const libsqlUrl = text.regex(
  /^(?!([a-z][a-z0-9+.-]+:)?\/\/)(?!(?!file:)[a-z][a-z0-9+.-]+:)|^file:\/\/\//i,
  'must be a file like "file:./sessions.db" (or ":memory:"), or a URL like "postgres://user:password@host:5432/name"',
);

const database = z.union(
  [
    z
      .string()
      .min(1)
      .transform((url) => ({
        kind: /^postgres(ql)?:/.test(url) ? ('postgres' as const) : ('libsql' as const),
        url,
      }))
      .pipe(
        z.discriminatedUnion('kind', [
          z.strictObject({ kind: z.literal('libsql'), url: libsqlUrl }),
          z.strictObject({ kind: z.literal('postgres'), url: postgresUrl }),
        ]),
      ),
    z.strictObject({ kind: z.literal('libsql'), url: libsqlUrl }),
    z.strictObject({ kind: z.literal('postgres'), url: postgresUrl }),
  ],
  {
    error:
      'must be a file like "file:./sessions.db" (or ":memory:"), a URL like "postgres://user:password@host:5432/name", ' +
      'or { kind: "libsql" | "postgres", url }',
  },
);

const secretKey = z
  .string({ error: 'must be a string' })
  .regex(
    /^sk_(test|live)_[A-Za-z0-9_-]{16,}$/,
    'must be "sk_test_" or "sk_live_" and at least 16 letters or digits',
  )
  .refine(
    (key) => new Set(key.slice('sk_test_'.length)).size >= 8,
    'must not be so easy to guess: make one with "openssl rand -hex 32"',
  );

const apiOptions = z.strictObject({
  secretKeys: z
    .array(secretKey, { error: 'must be an array of secret keys' })
    .min(1, 'must hold at least one secret key'),
  database: database.default({ kind: 'libsql', url: defaultDatabase }),
  smtpUrl: text
    .regex(/^smtps?:\/\/./, 'must be a URL like "smtp://user:password@host:587"')
    .refine((url) => URL.canParse(url), 'must be a URL')
    .optional(),
  mailFrom: text
    .regex(/^[^\r\n]*@[^\r\n]*$/, 'must be an address like "Example <no-reply@example.com>"')
    .default('Sign-in <no-reply@localhost>'),
  mailer: z
    .custom<Mailer>(
      (value) =>
        typeof value === 'object' &&
        value !== null &&
        'send' in value &&
        typeof value.send === 'function' &&
        (!('close' in value) || value.close === undefined || typeof value.close === 'function'),
      { error: 'must be an object with a function send(message)' },
    )
    .optional(),
  codes: z
    .strictObject(
      {
        attemptsPerCode: count(1, 20).default(5),
        resendAfter: count(0, 3600).default(30),
        sendsPerHour: count(1, 1000).default(20),
        guardAfter: count(0, 1_000_000).optional(),
        guardAllAfter: count(0, 100_000_000).default(300),
      },
      { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object' : undefined) },
    )
    .prefault({}),
  timeouts: z
    .strictObject(
      {
        connect: seconds.default(5),
        statement: seconds.default(5),
        mail: seconds.default(10),
        request: seconds.default(15),
        stop: seconds.default(10),
      },
      { error: (issue) => (issue.code === 'invalid_type' ? 'must be an object' : undefined) },
    )
    .prefault({}),
  issuer: text.default('moonkey-session-api'),
  rotateKeysAfter: count(0, 3650).default(90),
  clock: callback<() => number>('must be a function that returns milliseconds').optional(),
  inbox: z.boolean({ error: 'must be true or false' }).optional(),
  production: z.boolean({ error: 'must be true or false' }).optional(),
  log: callback<(line: string) => void>().optional(),
  onError: callback<(error: unknown) => void>().optional(),
});

const listenOptions = z.strictObject({
  port: count(0, 65_535).default(0),
  host: text.default('127.0.0.1'),
});

/** Checks options and fills in defaults. Throws a `TypeError` that names the option; it never shows a value. */
export function resolveOptions(options: SessionApiOptions) {
  const parsed = check('createSessionApi', apiOptions, options);
  const production = parsed.production ?? isProduction(process.env['NODE_ENV']);
  if (parsed.mailer !== undefined && parsed.smtpUrl !== undefined) {
    throw new TypeError(
      'createSessionApi: options "mailer" and "smtpUrl" exclude each other: give one of them.',
    );
  }
  if (production && parsed.inbox === true) {
    throw new TypeError('createSessionApi: option "inbox" must not be true in production.');
  }
  if (production && parsed.mailer === undefined && parsed.smtpUrl === undefined) {
    throw new TypeError(
      'createSessionApi: option "smtpUrl" is required in production, where codes must reach their readers by e-mail. ' +
        'Set it (environment SMTP_URL), give a "mailer", or run with production: false.',
    );
  }
  return {
    ...parsed,
    production,
    inbox: parsed.inbox ?? !production,
    log: parsed.log ?? ((line: string) => console.log(line)),
    onError:
      parsed.onError ?? ((error: unknown) => console.error(`[session-api] ${redacted(error)}`)),
  };
}

/** Checks the option `database` alone. Throws a `TypeError` that names it. */
export function resolveDatabase(url: string | undefined): DatabaseOptions {
  const only = z.object({ database: apiOptions.shape.database });
  return check('createSessionApi', only, { database: url }).database;
}

/** Checks `port` and `host`. Throws a `TypeError` that names the option. */
export function resolveListenOptions(options: ListenOptions): { port: number; host: string } {
  return check('startSessionApi', listenOptions, options);
}

function check<S extends z.ZodType>(caller: string, schema: S, options: unknown): z.output<S> {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const name = issue?.path.reduce<string>(
    (path, key) =>
      typeof key === 'number' ? `${path}[${key}]` : path ? `${path}.${String(key)}` : String(key),
    '',
  );
  if (issue?.code === 'unrecognized_keys') {
    const unknown = issue.keys.map((key) => `"${name ? `${name}.` : ''}${key}"`).join(', ');
    throw new TypeError(`${caller}: unknown option ${unknown}. Remove it or check its spelling.`);
  }
  if (!name) throw new TypeError(`${caller}: options must be an object.`);
  throw new TypeError(`${caller}: option "${name}" ${issue?.message ?? 'is wrong'}.`);
}
