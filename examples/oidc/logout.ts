import { createRevocationTickets } from '@moon-key/react-auth/server';
import { randomUUID } from 'node:crypto';
import { tokenRevocation } from 'openid-client';
import { app, provider, refuse, tokensFor } from './app.js';

const tickets = createRevocationTickets(); // MOONKEY_TICKET_SECRET

app.post('/grant', async (req, res) => {
  const { userId, email, issuedAt, accessToken, refreshToken, endsAt } = await tokensFor(req);
  const { sessionId = randomUUID() } = req.body;
  const expiresAt = issuedAt + 14 * 86_400; // as long as a refresh token of the provider's lives
  const sealed = { sessionId, userId, expiresAt, token: refreshToken };
  const { ticket } = await tickets.issue(sealed);
  const user = { id: userId, email, createdAt: issuedAt };
  const tokens = { sessionToken: refreshToken, sessionJwt: accessToken, jwtExpiresAt: endsAt };
  res.json({ user, sessionId, ...tokens, issuedAt, expiresAt, ticket });
});

app.post('/logout', async (req, res) => {
  const asked = await tickets.read(req.body);
  if (!asked?.token) return void res.status(401).json({ error: 'Ticket refused' });
  await tokenRevocation(provider, asked.token);
  res.json({ success: true });
});

app.use(refuse);
