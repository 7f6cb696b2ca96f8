import {
  createRevocationTickets,
  readTombstoneCookies,
  type TicketedRevocation,
} from '@moon-key/react-auth/server';
import { app, sessions } from './app.js';

const tickets = createRevocationTickets(); // MOONKEY_TICKET_SECRET

app.use((req, _res, next) => {
  const session = sessions.get(req.cookies.sid);
  if (session && readTombstoneCookies(req.headers.cookie ?? '').has(session.id))
    delete req.cookies.sid;
  next();
});

app.get('/me', (req, res, next) => {
  const session = sessions.get(req.cookies.sid);
  if (!session) return void res.json(null);
  const { id: sessionId, user, expiresAt } = session;
  const issuing = tickets.issue({ sessionId, userId: user.id, expiresAt });
  issuing.then((issued) => res.json({ user, sessionId, expiresAt, ...issued })).catch(next);
});

app.post('/logout', (req, res, next) => {
  const end = ({ scope, sessionId, userId, askedAt }: TicketedRevocation) => {
    for (const [key, { id, user, startedAt }] of sessions) {
      const isMeant = scope === 'everywhere' && user.id === userId && startedAt <= askedAt;
      if (isMeant || id === sessionId) sessions.delete(key);
    }
    res.json({ success: true });
  };
  const refuse = () => res.status(401).json({ error: 'Ticket refused' });
  const reading = tickets.read(req.body);
  reading.then((asked) => (asked ? end(asked) : refuse())).catch(next);
});
