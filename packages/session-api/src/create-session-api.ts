import { openDatabase } from './database/open-database.js';
import { requestTimedOut } from './http/api-error.js';
import { createApp } from './http/app.js';
import { errorResponse } from './http/error-response.js';
import { limitBody, requireJson } from './http/json-body.js';
import { requireSecretKey } from './http/secret-key.js';
import { createDevInbox } from './mail/dev-inbox.js';
import { createSmtpMailer } from './mail/smtp-mailer.js';
import { OneTimeCodes } from './one-time-codes.js';
import { resolveOptions, type SessionApiOptions } from './options.js';
import { routeDevInbox } from './routes/dev-inbox.js';
import { routeOtps } from './routes/otps.js';
import { routePublic } from './routes/public.js';
import { routeSessions } from './routes/sessions.js';
import { routeUsers } from './routes/users.js';
import { createCodeHasher } from './secrets.js';
import { Codes } from './stores/codes.js';
import { Sessions } from './stores/sessions.js';
import { loadSessionJwts } from './stores/signing-keys.js';
import { Sweeper } from './stores/sweeper.js';
import { Users } from './stores/users.js';
import { within } from './within.js';

/** A running session service without a port of its own. */
export interface SessionApi {
  /** Answers a request. Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** Says that `close` will follow: readiness answers 503 from now on, everything else goes on. */
  stopping(): void;
  /** Closes mail and database; requests after it are answered with 500. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * The MoonKey-compatible session service as a Fetch handler.
 * Opens the database, brings its schema up to date and makes the signing key when there is none.
 * Rejects with a `TypeError` that names a wrong option, and with an `Error` when the database cannot be opened.
 *
 * @example
 * ```ts
 * const api = await createSessionApi({ secretKeys: [process.env.MOONKEY_SECRET_KEY ?? ''], database: 'file:./sessions.db' });
 * const response = await api.fetch(new Request('http://localhost/v1/auth/jwks/default'));
 * await api.close();
 * ```
 */
export async function createSessionApi(options: SessionApiOptions): Promise<SessionApi> {
  const {
    secretKeys,
    database,
    smtpUrl,
    mailFrom,
    codes: limits,
    issuer,
    timeouts,
    clock,
    production,
    log,
    onError,
    ...rest
  } = resolveOptions(options);
  const now = (): number => Math.floor(clock() / 1000);

  const inbox =
    rest.mailer === undefined && smtpUrl === undefined ? createDevInbox(log) : undefined;
  const mailer = rest.mailer ?? inbox ?? (await createSmtpMailer(smtpUrl ?? '', mailFrom));
  const db = await openDatabase(
    database,
    { connectMs: timeouts.connect * 1000, statementMs: timeouts.statement * 1000 },
    onError,
  );
  const jwts = await loadSessionJwts(db, issuer, now());

  const users = new Users(db, now);
  const sessions = new Sessions(db, jwts, now);
  const codes = new Codes(db, createCodeHasher(secretKeys), limits, now);
  const oneTimeCodes = new OneTimeCodes(db, users, codes, sessions, mailer, now, onError);
  const sweeper = new Sweeper(db, now, onError);

  let stopping = false;
  const app = createApp(onError);
  routePublic(app, db, jwts, () => stopping);
  if (inbox !== undefined && !production) routeDevInbox(app, inbox);
  app.use('/v1/*', requireSecretKey(secretKeys));
  app.on(['POST', 'DELETE'], ['/v1/auth/otps/*', '/v1/auth/sessions/*'], requireJson, limitBody);
  routeSessions(app, sessions, sweeper);
  routeOtps(app, oneTimeCodes, sweeper);
  routeUsers(app, users);
  sweeper.nudge();

  let closing: Promise<void> | undefined;
  // What is left of the bound for a stop when the requests have had theirs.
  const leftMs = timeouts.stop * 100;
  const close = async (): Promise<void> => {
    await within(leftMs, sweeper.settled(), () => undefined);
    await mailer.close?.();
    await within(leftMs, db.destroy(), () => undefined);
  };
  return {
    fetch: (request) =>
      within(timeouts.request * 1000, Promise.resolve(app.fetch(request)), () =>
        errorResponse(requestTimedOut()),
      ),
    stopping: () => void (stopping = true),
    close() {
      stopping = true;
      return (closing ??= close());
    },
  };
}
