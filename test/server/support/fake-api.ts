import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { decodeJwt, exportJWK, generateKeyPair, SignJWT } from 'jose';

/** What an endpoint does instead of its work. `hang` never answers; `drop` cuts the connection. */
export type Fault =
  | { readonly status: number; readonly body?: string; readonly headers?: Record<string, string> }
  | 'hang'
  | 'drop';

export type Endpoint =
  | 'send'
  | 'verifyCode'
  | 'verifySession'
  | 'list'
  | 'delete'
  | 'deleteAll'
  | 'user'
  | 'jwks';

export interface FakeSession {
  id: string;
  user_id: string;
  token: string;
  started_at: number;
  expires_at: number;
}

export interface RecordedCall {
  readonly endpoint: Endpoint;
  readonly authorization: string | undefined;
  readonly body: Record<string, unknown>;
}

export const SECRET_KEY = 'sk_test_canaryKey0123456789';
export const CODE = '123456';
export const USER_ID = 'user_1';
export const EMAIL = 'ada@example.com';

/** A MoonKey API on a free port: sessions in memory, faults on demand. */
export async function startFakeApi() {
  const makeKey = async (kid: string) => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' };
    return { kid, privateKey, jwk };
  };
  const firstKey = await makeKey('key-1');
  let keys = [firstKey];
  const sessions = new Map<string, FakeSession>();
  const calls: RecordedCall[] = [];
  const faults = new Map<Endpoint, Fault[]>();
  let made = 0;
  /** Seconds that the API's clock is ahead of this process'. */
  let clockAhead = 0;
  let endsAllAtOnce = false;
  const now = (): number => Math.floor(Date.now() / 1000) + clockAhead;

  const sessionJwt = (session: FakeSession, lifetime = 300, named = true): Promise<string> => {
    const { kid, privateKey } = keys.at(-1) ?? firstKey;
    return new SignJWT({ 'https://streambird.io/jwt/session': toBody(session) })
      .setProtectedHeader({ alg: 'RS256', ...(named && { kid }) })
      .setIssuedAt()
      .setExpirationTime(now() + lifetime)
      .sign(privateKey);
  };

  function addSession(given: Partial<FakeSession> = {}): FakeSession {
    made += 1;
    const id = `sess_${made}`;
    const token = `canaryToken${String(made).padStart(53, '0')}`;
    const session = {
      id,
      user_id: USER_ID,
      token,
      started_at: now(),
      expires_at: now() + 3600,
      ...given,
    };
    sessions.set(session.id, session);
    return session;
  }

  const find = (body: Record<string, unknown>): FakeSession | undefined =>
    [...sessions.values()].find(
      ({ id, token }) =>
        token === body['session_token'] ||
        id === body['session_id'] ||
        id === jwtSessionId(body['session_jwt']),
    );

  async function answer(
    endpoint: Endpoint,
    body: Record<string, unknown>,
    url: URL,
  ): Promise<[number, unknown]> {
    switch (endpoint) {
      case 'send':
        return [
          200,
          { user_id: USER_ID, email_id: 'email_1', status: 'active', user_created: false },
        ];
      case 'verifyCode': {
        if (body['otp'] !== CODE)
          return [400, { error_type: 'invalid_otp', error_message: 'no', status_code: 400 }];
        const session = addSession({ expires_at: now() + Number(body['session_expires_in']) * 60 });
        return [
          200,
          {
            session: toBody(session),
            session_token: session.token,
            session_jwt: await sessionJwt(session),
          },
        ];
      }
      case 'verifySession': {
        const session = find(body);
        if (session === undefined) return notFound;
        if (body['session_expires_in'] !== undefined)
          session.expires_at = now() + Number(body['session_expires_in']) * 60;
        return [
          200,
          {
            session: toBody(session),
            session_token: body['session_token'] ?? '',
            session_jwt: await sessionJwt(session),
          },
        ];
      }
      case 'list': {
        const owned = [...sessions.values()].filter(
          ({ user_id }) => user_id === url.searchParams.get('user_id'),
        );
        return [200, { sessions: owned.map(toBody) }];
      }
      case 'delete': {
        const session = find(body);
        if (session === undefined) return notFound;
        sessions.delete(session.id);
        return [200, { message: 'Successfully deleted session' }];
      }
      case 'deleteAll': {
        if (!endsAllAtOnce)
          return [400, { error_type: 'invalid_request', error_message: 'no', status_code: 400 }];
        for (const session of sessions.values())
          if (
            session.user_id === body['user_id'] &&
            session.started_at < Number(body['started_before'])
          )
            sessions.delete(session.id);
        return [200, { message: 'Successfully deleted session' }];
      }
      case 'user':
        return [200, USER];
      case 'jwks':
        return [200, { keys: keys.map(({ jwk }) => jwk) }];
    }
  }

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const url = new URL(req.url ?? '/', 'http://fake');
    const path = endpointOf(req.method ?? '', url.pathname);
    const chunks: Uint8Array[] = [];
    for await (const chunk of req) chunks.push(chunk as Uint8Array);
    const text = Buffer.concat(chunks).toString();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    if (path === undefined) return void res.writeHead(404).end('{}');
    const endpoint = path === 'delete' && 'user_id' in body ? 'deleteAll' : path;
    res.setHeader('Date', new Date(now() * 1000).toUTCString());
    calls.push({ endpoint, authorization: req.headers.authorization, body });

    const fault = faults.get(endpoint)?.shift();
    if (fault === 'hang') return;
    if (fault === 'drop') return void req.socket.destroy();
    if (fault !== undefined)
      return void res
        .writeHead(fault.status, fault.headers)
        .end(fault.body ?? leakyError(fault.status));
    const [status, answered] = await answer(endpoint, body, url);
    res.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(answered));
  }

  const server = createServer((req, res) => {
    void serve(req, res);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sessions,
    calls,
    addSession,
    sessionJwt,
    /** Adds a key, with which JWTs are signed from now on. */
    async rotateKey(): Promise<void> {
      keys = [...keys, await makeKey(`key-${keys.length + 1}`)];
    },
    /** Puts the API's clock ahead, in seconds. */
    setClock(ahead: number): void {
      clockAhead = ahead;
    },
    /** Lets the API end all sessions of a user in one request, as our own session service does. */
    endAllAtOnce(): void {
      endsAllAtOnce = true;
    },
    /** The next requests to an endpoint meet these faults, one each. */
    fail(endpoint: Endpoint, ...planned: Fault[]): void {
      faults.set(endpoint, [...(faults.get(endpoint) ?? []), ...planned]);
    },
    /** Forgets the faults that nothing has met. */
    mend(): void {
      faults.clear();
    },
    callsTo: (endpoint: Endpoint): RecordedCall[] =>
      calls.filter((call) => call.endpoint === endpoint),
    reset(): void {
      sessions.clear();
      calls.length = 0;
      faults.clear();
      clockAhead = 0;
      endsAllAtOnce = false;
      keys = [firstKey];
    },
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type FakeApi = Awaited<ReturnType<typeof startFakeApi>>;

/** The API's own error body, with what a careless backend would pass on. */
export const leakyError = (status: number): string =>
  JSON.stringify({
    error_type: 'x',
    error_message: 'canaryApiMessage',
    status_code: status,
  });

const USER = {
  user_id: USER_ID,
  first_name: 'Ada',
  middle_name: '',
  last_name: 'Lovelace',
  status: 'active',
  active: true,
  emails: [
    { id: 'email_0', email: 'old@example.com', verified: true, created_at: 1, updated_at: 1 },
    { id: 'email_1', email: EMAIL, verified: true, created_at: 1, updated_at: 1 },
  ],
  metadata: { plan: 'pro' },
  created_at: 1_700_000_000,
  updated_at: 1_700_000_000,
};

const notFound: [number, unknown] = [
  404,
  { error_type: 'session_not_found', error_message: 'gone', status_code: 404 },
];

function toBody({ id, user_id, started_at, expires_at }: FakeSession): Record<string, unknown> {
  const method = { method_id: 'email_1', method_type: 'email', email_id: 'email_1', email: EMAIL };
  return {
    id,
    user_id,
    started_at,
    expires_at,
    factors: [{ delivery_channel: 'email', type: 'otp', method }],
  };
}

function jwtSessionId(jwt: unknown): string | undefined {
  if (typeof jwt !== 'string') return undefined;
  const session = decodeJwt(jwt)['https://streambird.io/jwt/session'] as { id: string };
  return session.id;
}

function endpointOf(method: string, path: string): Endpoint | undefined {
  const route = `${method} ${path.replace('/v1/auth/', '')}`;
  if (route.startsWith('GET users/')) return 'user';
  const known: Record<string, Endpoint> = {
    'POST otps/email/login_or_create': 'send',
    'POST otps/verify': 'verifyCode',
    'POST sessions/verify': 'verifySession',
    'GET sessions/list': 'list',
    'DELETE sessions/delete': 'delete',
    'GET jwks/default': 'jwks',
  };
  return known[route];
}
