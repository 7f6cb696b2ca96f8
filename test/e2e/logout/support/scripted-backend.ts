import type { LabBackend } from './lab-backend.js';

/** One session as the scripted backend knows it. */
interface Session {
  readonly id: string;
  readonly token: string;
  readonly email: string;
}

/** A request to the backend: which route, and what it carried. */
interface Call {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The app's backend, scripted: the wire's four routes over sessions in memory. */
export function createScriptedBackend(): ScriptedBackend {
  const sessions = new Map<string, Session>();
  const users: string[] = [];
  let made = 0;
  let jwtLife = 300;

  function userOf(email: string): string {
    if (!users.includes(email)) users.push(email);
    return `user_${users.indexOf(email)}`;
  }

  function grant({ id, token, email }: Session): Answer {
    const now = Math.floor(Date.now() / 1000);
    const body = {
      user: { id: userOf(email), email, createdAt: 1_700_000_000 },
      sessionToken: token,
      sessionJwt: `jwt-${++made}`,
      issuedAt: now,
      jwtExpiresAt: now + jwtLife,
      expiresAt: now + 7 * 86_400,
      ticket: `ticket-${id}`,
      everywhereTicket: `everywhere-${userOf(email)}`,
    };
    return { status: 200, body };
  }

  function decide({ path, body }: Call, token: string | undefined): Answer {
    if (path === '/otp/send') return { status: 200, body: { methodId: body['email'] } };
    if (path === '/otp/verify') {
      if (body['code'] !== '123456') return { status: 401, body: { error: 'Code refused' } };
      const id = `sess_${++made}`;
      const session = { id, token: `token-${id}`, email: String(body['methodId']) };
      sessions.set(id, session);
      return grant(session);
    }
    if (path === '/session/refresh') {
      const session = [...sessions.values()].find((each) => each.token === token);
      return session ? grant(session) : { status: 401, body: { error: 'Session ended' } };
    }
    for (const { id, email, token: own } of [...sessions.values()])
      if (
        [`ticket-${id}`, `everywhere-${userOf(email)}`].includes(String(body['ticket'])) ||
        own === token
      )
        sessions.delete(id);
    return { status: 200, body: { success: true } };
  }

  return {
    async answer(path, request) {
      const body = JSON.parse((await request.text()) || '{}') as Record<string, unknown>;
      const token = request.headers.get('authorization')?.slice('Bearer '.length);
      const { status, body: said } = decide({ path, body }, token);
      return Response.json(said, { status, headers: { 'cache-control': 'no-store' } });
    },
    codeFor: () => '123456',
    sessions: () => Promise.resolve([...sessions.values()].map(({ email }) => email)),
    get jwtLife() {
      return jwtLife;
    },
    set jwtLife(seconds: number) {
      jwtLife = seconds;
    },
    close: () => Promise.resolve(),
  };
}

/** The scripted backend. */
export interface ScriptedBackend extends LabBackend {
  /** How long the JWTs of the next grants live, in s. */
  jwtLife: number;
}
