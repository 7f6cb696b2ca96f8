import { createRevocationTickets, readTombstoneCookies } from '@moon-key/react-auth/server';
import { app, sessions } from './app.js';

const tickets = createRevocationTickets(); // MOONKEY_TICKET_SECRET

app.use((req, _res, next) => {
  const session = sessions.get(req.cookies.sid);
  if (session && readTombstoneCookies(req.headers.cookie ?? '').has(session.id))
    delete req.cookies.sid;
  next();
});

app.get('/me', async (req, res) => {
  const session = sessions.get(req.cookies.sid);
  if (!session) return void res.json(null);
  const { id: sessionId, user, expiresAt } = session;
  const issued = await tickets.issue({ sessionId, userId: user.id, expiresAt });
  res.json({ user, sessionId, expiresAt, ...issued });
});

app.post('/logout', async (req, res) => {
  const asked = await tickets.read(req.body);
  if (!asked) return void res.status(401).json({ error: 'Ticket refused' });
  const { scope, sessionId, userId, askedAt } = asked;
  for (const [key, { id, user, startedAt }] of sessions) {
    const isMeant = scope === 'everywhere' && user.id === userId && startedAt <= askedAt;
    if (isMeant || id === sessionId) sessions.delete(key);
  }
  res.json({ success: true });
});
