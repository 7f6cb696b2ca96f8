import { secretKey } from './secret-key.js';

/** What a service in a process of its own answered. */
export interface Reply {
  status: number;
  headers: Headers;
  body: Record<string, string>;
}

/** One request with the secret key; rejects after `ms` without an answer. */
export async function request(
  url: string,
  method: string,
  path: string,
  body?: object,
  ms = 30_000,
): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    signal: AbortSignal.timeout(ms),
    headers: { Authorization: `Bearer ${secretKey}`, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, string>,
  };
}

/** Signs a new user in, by the code in the development inbox: the session token. */
export async function signInAt(url: string, email: string): Promise<string> {
  const sent = await request(url, 'POST', '/v1/auth/otps/email/login_or_create', { email });
  const inbox = await fetch(`${url}/dev/inbox?to=${encodeURIComponent(email)}`, {
    headers: { Accept: 'application/json' },
  });
  const { messages } = (await inbox.json()) as { messages: { code: string }[] };
  const verified = await request(url, 'POST', '/v1/auth/otps/verify', {
    method_id: sent.body['email_id'],
    otp: messages[0]?.code,
    session_expires_in: 60,
  });
  return verified.body['session_token'] ?? '';
}
