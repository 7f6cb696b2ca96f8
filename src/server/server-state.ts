import type { ServerState } from '../wire/server-state.js';
import type { User } from '../wire/user.js';
import { createApiClient } from './api/client.js';
import { transportOf } from './api/default-transport.js';
import { createSessionCookies } from './cookies/session-cookies.js';
import { fromEnvironment } from './environment.js';
import { createReporter } from './errors.js';
import type { Reporter } from './errors.js';
import { findSession } from './find-session.js';
import type { FoundSession, SessionFinder } from './find-session.js';
import { globalFetch } from './global-fetch.js';
import { describeUser } from './grant.js';
import type { UserOptions } from './hooks.js';
import { toHeaderReader } from './http/header-reader.js';
import type { AnyHeaders } from './http/header-reader.js';
import { createKnownUsers } from './known-users.js';
import type { KnownUsers } from './known-users.js';
import { parseServerStateOptions } from './server-state-options.js';
import type { ServerStateOptions, ServerStateSettings } from './server-state-options.js';
import { checkJwt, checkWithApi } from './session-check.js';

/** A request, as far as its session is concerned: of Fetch, of Express or plain Node, or its headers alone. */
export interface StateRequest {
  readonly headers: AnyHeaders;
}

/** A state and the session it is of. */
export interface ReadState {
  readonly state: ServerState;
  readonly found: FoundSession | null;
}

/** Reads states with one set of options, once per request. */
export type StateReader = (headers: AnyHeaders) => Promise<ReadState>;

interface StateSources {
  readonly finder: SessionFinder;
  readonly users: KnownUsers;
  readonly userOptions: UserOptions;
}

const readers = new WeakMap<object, StateReader>();
const DEFAULTS: ServerStateOptions = {};

/**
 * Tells who asks, for a page that is rendered on the server: by `Authorization: Bearer`, or by the cookies of
 * `createAuthHandler`. It never rejects because of a request or the API: what cannot be found out is
 * `unknown`. A request that is asked about again is answered without another check.
 *
 * Reading a cookie is no protection against forged requests: what changes something needs its own.
 *
 * @param options Keep them in a constant: what is known of keys and users belongs to the object.
 * @throws ConfigurationError naming the option that is wrong.
 *
 * @example
 * ```ts
 * const state = await getServerState({ headers: await headers() }); // Next: a server component
 * if (state.status === 'anonymous') redirect('/sign-in');
 * ```
 */
export async function getServerState<AppUser extends User = User>(
  request: StateRequest,
  options?: ServerStateOptions<AppUser>,
): Promise<ServerState<AppUser>> {
  const { state } = await readerOf(options)(request.headers);
  return state as ServerState<AppUser>;
}

/** The reader of some options, made at their first use. */
export function readerOf(options: object = DEFAULTS): StateReader {
  const known = readers.get(options);
  if (known !== undefined) return known;
  const { now, settle } = fromEnvironment(parseServerStateOptions, options, [
    'secretKey',
    'apiUrl',
  ]);
  const reporter = createReporter(now.onError);
  const reads = new WeakMap<object, Promise<ReadState>>();
  let sources: StateSources | undefined;
  const reader: StateReader = (headers) => {
    sources ??= createSources(settle());
    const read = reads.get(headers) ?? readState(sources, headers, reporter);
    reads.set(headers, read);
    return read;
  };
  readers.set(options, reader);
  return reader;
}

function createSources(settings: ServerStateSettings): StateSources {
  const { secretKey, apiUrl, timeout, fetch = globalFetch, check, cookie } = settings;
  const api = createApiClient({
    secretKey,
    apiUrl,
    timeout,
    transport: transportOf(settings.fetch),
  });
  return {
    finder: {
      api,
      cookies: createSessionCookies(cookie),
      checkJwt: check === 'jwt' ? checkJwt({ apiUrl, timeout, fetch }) : undefined,
      checkWithApi: checkWithApi(api),
    },
    users: createKnownUsers(api),
    userOptions: { mapUser: settings.mapUser, claims: settings.claims },
  };
}

async function readState(
  { finder, users, userOptions }: StateSources,
  headers: AnyHeaders,
  { report }: Reporter,
): Promise<ReadState> {
  const nobody = {
    user: null,
    claims: null,
    sessionId: null,
    expiresAt: null,
    checkedAt: Math.floor(Date.now() / 1000),
  };
  try {
    const found = await findSession(finder, toHeaderReader(headers));
    if (found === null) return { found, state: { ...nobody, status: 'anonymous' } };
    const { session } = found;
    const shown = await describeUser(userOptions, await users.get(session.user_id), session);
    const named = { sessionId: session.id, expiresAt: session.expires_at };
    return { found, state: { ...nobody, ...shown, ...named, status: 'authenticated' } };
  } catch (error) {
    report(error);
    return { found: null, state: { ...nobody, status: 'unknown' } };
  }
}
