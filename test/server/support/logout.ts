import { SignJWT } from 'jose';
import { CODE } from './fake-api.js';
import { post, read, TICKET_SECRET } from './handler.js';

export const now = (): number => Math.floor(Date.now() / 1000);

export const bearer = (token: string): Record<string, string> => ({
  Authorization: `Bearer ${token}`,
});

export const success = { status: 200, body: { success: true } };
export const failure = { status: 500, body: { error: 'Logout failed', code: 'logout_failed' } };
export const refused = { status: 401, body: { error: 'Ticket refused', code: 'ticket_refused' } };

/** A sign-in's tickets, as the browser gets them. */
export async function signIn(
  handler: (request: Request) => Promise<Response>,
): Promise<{ ticket: string; everywhereTicket: string }> {
  const { body } = await read(
    await handler(post('/otp/verify', { methodId: 'email_1', code: CODE })),
  );
  return { ticket: String(body['ticket']), everywhereTicket: String(body['everywhereTicket']) };
}

/** A ticket of any claims; valid unless told otherwise. */
export function sign(
  claims: Record<string, unknown>,
  { secret = TICKET_SECRET, aud = 'moonkey:revocation', exp = now() + 60 } = {},
): Promise<string> {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'HS256' })
    .setAudience(aud)
    .setExpirationTime(exp)
    .sign(new TextEncoder().encode(secret));
}
