/** One session as the scripted backend knows it. */
export interface Session {
  readonly id: string;
  readonly token: string;
  readonly email: string;
}

/** A request to the backend: which route, and what it carried. */
export interface Call {
  readonly path: string;
  readonly body: Record<string, unknown>;
}

interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The app's backend, scripted: the wire's four routes over sessions in memory. */
export function createScriptedBackend() {
  const sessions = new Map<string, Session>();
  const calls: Call[] = [];
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

  function answer(call: Call, token: string | undefined): Answer {
    const { path, body } = call;
    calls.push(call);
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
    sessions,
    calls,
    answer,
    callsTo: (path: string) => calls.filter((call) => call.path === path),
    /** How long the JWTs of the next grants live, in s. */
    set jwtLife(seconds: number) {
      jwtLife = seconds;
    },
  };
}

export type ScriptedBackend = ReturnType<typeof createScriptedBackend>;
