import { createRevocationTickets } from '@moon-key/react-auth/server';
import type { Request } from 'express';
import { randomUUID } from 'node:crypto';
import { tokenRevocation } from 'openid-client';
import { answer, app, provider, refuse, tokensFor } from './app.js';

const tickets = createRevocationTickets(); // MOONKEY_TICKET_SECRET

async function grant(req: Request) {
  const { userId, email, issuedAt, accessToken, refreshToken, endsAt } = await tokensFor(req);
  const { sessionId = randomUUID() } = req.body;
  const expiresAt = issuedAt + 14 * 86_400; // as long as a refresh token of the provider's lives
  const sealed = { sessionId, userId, expiresAt, token: refreshToken };
  const { ticket } = await tickets.issue(sealed);
  const user = { id: userId, email, createdAt: issuedAt };
  const tokens = { sessionToken: refreshToken, sessionJwt: accessToken, jwtExpiresAt: endsAt };
  return { user, sessionId, ...tokens, issuedAt, expiresAt, ticket };
}

async function end({ body }: Request) {
  const asked = await tickets.read(body);
  if (asked?.token) await tokenRevocation(provider, asked.token);
  return asked?.token ? { success: true } : { status: 401, error: 'Ticket refused' };
}

app.post('/grant', answer(grant));
app.post('/logout', answer(end));
app.use(refuse);
