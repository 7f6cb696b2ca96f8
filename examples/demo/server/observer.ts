import { z } from 'zod';

const sessions = z.object({
  sessions: z.array(
    z.object({
      id: z.string(),
      started_at: z.number(),
      expires_at: z.number(),
      factors: z.array(z.object({ method: z.object({ email: z.string() }) })),
    }),
  ),
});
const inbox = z.object({
  messages: z.array(z.object({ to: z.string(), code: z.string(), sent_at: z.number() })),
});

/** A live session, as the session service lists it. Times in Unix seconds. */
export interface ServerSession {
  readonly id: string;
  readonly email: string;
  readonly startedAt: number;
  readonly expiresAt: number;
}

/** A one-time code that would have been e-mailed. */
export interface Mail {
  readonly to: string;
  readonly code: string;
  readonly sentAt: number;
}

/** What the session service knows: null when it cannot be reached. */
export interface Observation {
  readonly sessions: readonly ServerSession[] | null;
  readonly mails: readonly Mail[];
}

/** Looks into the session service, whatever the weather for the backend is. */
export function createObserver(url: string, secretKey: string) {
  const get = async (path: string) => {
    const response = await fetch(`${url}${path}`, {
      headers: { authorization: `Bearer ${secretKey}`, accept: 'application/json' },
      signal: AbortSignal.timeout(2_000),
    });
    if (!response.ok) throw new Error(`The session service answered ${response.status}.`);
    return response.json() as Promise<unknown>;
  };

  async function sessionsOf(user: string): Promise<ServerSession[]> {
    const query = new URLSearchParams({ user_id: user });
    const list = sessions.parse(await get(`/v1/auth/sessions/list?${query}`));
    return list.sessions.map((session) => ({
      id: session.id,
      email: session.factors[0]?.method.email ?? '',
      startedAt: session.started_at,
      expiresAt: session.expires_at,
    }));
  }

  return async (users: readonly string[]): Promise<Observation> => {
    try {
      const [lists, mail] = await Promise.all([
        Promise.all(users.map(sessionsOf)),
        get('/dev/inbox'),
      ]);
      return {
        sessions: lists.flat().toSorted((a, b) => b.startedAt - a.startedAt),
        mails: inbox
          .parse(mail)
          .messages.map(({ to, code, sent_at }) => ({ to, code, sentAt: sent_at })),
      };
    } catch {
      return { sessions: null, mails: [] };
    }
  };
}
