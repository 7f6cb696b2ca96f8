import { DatabaseClock, givenClock, type ServiceClock } from './database/database-clock.js';
import { type Database, openDatabase } from './database/open-database.js';
import { environmentOf } from './environment.js';
import { requestTimedOut } from './http/api-error.js';
import { createApp } from './http/app.js';
import { errorResponse } from './http/error-response.js';
import { limitBody, requireJson } from './http/json-body.js';
import { requireSecretKey } from './http/secret-key.js';
import { boundedMailer } from './mail/bounded-mailer.js';
import { createDevInbox } from './mail/dev-inbox.js';
import { createSmtpMailer } from './mail/smtp-mailer.js';
import { type DatabaseOptions, resolveOptions, type SessionApiOptions } from './options.js';
import { routeDevInbox } from './routes/dev-inbox.js';
import { routeOtps } from './routes/otps.js';
import { routePublic } from './routes/public.js';
import { routeSessions } from './routes/sessions.js';
import { routeUsers } from './routes/users.js';
import { createCodeHasher } from './secrets.js';
import { Activity } from './stores/activity.js';
import { CodeLimiter } from './stores/code-limiter.js';
import { Codes } from './stores/codes.js';
import { Limits } from './stores/limits.js';
import { SessionJwts } from './stores/session-jwts.js';
import { SigningKeys } from './stores/signing-keys.js';
import { Sweeper } from './stores/sweeper.js';
import { createTenants } from './tenants.js';
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
    codes: limits,
    timeouts,
    onError,
    ...rest
  } = resolveOptions(options);
  const inbox =
    rest.mailer === undefined && rest.smtpUrl === undefined ? createDevInbox(rest.log) : undefined;
  const transport =
    rest.mailer ?? inbox ?? (await createSmtpMailer(rest.smtpUrl ?? '', rest.mailFrom));
  const mailer = boundedMailer(transport, timeouts.mail * 1000, onError);
  const db = await openDatabase(
    database,
    environmentOf(secretKeys[0] ?? ''),
    { connectMs: timeouts.connect * 1000, statementMs: timeouts.statement * 1000 },
    onError,
  );
  const clock = await openClock(db, database.kind, rest.clock);
  const now = (): number => clock.now();
  const keys = new SigningKeys(db, rest.rotateKeysAfter, now);
  await keys.load();

  const sweeper = new Sweeper(db, now, onError);
  const activity = new Activity(db, database.kind, onError);
  const tenants = createTenants({
    db,
    kind: database.kind,
    activity,
    jwts: new SessionJwts(keys, rest.issuer, secretKeys),
    codes: new Codes(createCodeHasher(secretKeys), limits.attemptsPerCode, now),
    limiter: new CodeLimiter(new Limits(now), limits),
    mailer,
    now,
  });

  let stopping = false;
  const app = createApp(clock, onError);
  routePublic(app, db, keys, () => stopping);
  if (inbox !== undefined && rest.inbox) routeDevInbox(app, inbox);
  app.use('/v1/*', requireSecretKey(secretKeys));
  app.on(
    ['POST', 'PUT', 'DELETE'],
    [
      '/v1/auth/otps/*',
      '/v1/auth/sessions/*',
      '/v1/auth/users/create',
      '/v1/auth/users/search',
      '/v1/auth/users/:id/update',
    ],
    requireJson,
    limitBody,
  );
  routeSessions(app, tenants, sweeper);
  routeOtps(app, tenants, sweeper);
  routeUsers(app, tenants, db, now);
  sweeper.nudge();

  let closing: Promise<void> | undefined;
  // What is left of the bound for a stop when the requests have had theirs.
  const leftMs = timeouts.stop * 100;
  const close = async (): Promise<void> => {
    await within(leftMs, sweeper.stop(), () => undefined);
    await within(leftMs, activity.flush(), () => undefined).catch(onError);
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

async function openClock(
  db: Database,
  kind: DatabaseOptions['kind'],
  given: (() => number) | undefined,
): Promise<ServiceClock> {
  if (given !== undefined) return givenClock(given);
  const clock = new DatabaseClock(db, kind);
  await clock.read();
  return clock;
}
