import { request } from './client.js';

/** What a client was told, and so may rely on. */
export interface Acknowledged {
  /** Tokens of sign-ins that were answered, and of which no logout was asked for. */
  signedIn: string[];
  /** Tokens of logouts that were answered. */
  loggedOut: string[];
}

/** Signs in and out over and over, until the signal; answers that do not come are nobody's promise. */
export async function signInAndOut(
  url: string,
  users: readonly string[],
  signal: AbortSignal,
): Promise<Acknowledged> {
  const acknowledged: Acknowledged = { signedIn: [], loggedOut: [] };
  await Promise.all(
    users.map(async (email) => {
      for (let turn = 0; !signal.aborted; turn += 1) {
        const token = await signIn(url, email).catch(() => undefined);
        if (token === undefined) continue;
        if (turn % 2 === 0) acknowledged.signedIn.push(token);
        else if (await logOut(url, token)) acknowledged.loggedOut.push(token);
      }
    }),
  );
  return acknowledged;
}

async function signIn(url: string, email: string): Promise<string | undefined> {
  const sent = await request(url, 'POST', '/v1/auth/otps/email/login_or_create', { email });
  if (sent.status !== 200) return undefined;
  const inbox = await fetch(`${url}/dev/inbox?to=${encodeURIComponent(email)}`, {
    headers: { Accept: 'application/json' },
  });
  const { messages } = (await inbox.json()) as { messages: { code: string; method_id: string }[] };
  const mail = messages.find(({ method_id }) => method_id === sent.body['method_id']);
  const verified = await request(url, 'POST', '/v1/auth/otps/verify', {
    method_id: sent.body['method_id'],
    otp: mail?.code ?? '000000',
    session_expires_in: 60,
  });
  return verified.status === 200 ? verified.body['session_token'] : undefined;
}

async function logOut(url: string, session_token: string): Promise<boolean> {
  const path = '/v1/auth/sessions/delete';
  const answer = await request(url, 'DELETE', path, { session_token }).catch(() => undefined);
  return answer?.status === 200;
}
