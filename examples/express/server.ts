import type { AddressInfo } from 'node:net';
import {
  createAuthHandler,
  createSessionVerifier,
  toNodeHandler,
} from '@moon-key/react-auth/server';
import express from 'express';

const secretKey = process.env['MOONKEY_SECRET_KEY'];
const ticketSecret = process.env['MOONKEY_TICKET_SECRET'];
const apiUrl = process.env['MOONKEY_API_URL'];
const verifySession = createSessionVerifier({ check: 'api', secretKey, apiUrl });

const app = express();
app.use('/api/auth', toNodeHandler(createAuthHandler({ secretKey, ticketSecret, apiUrl })));

app.get('/api/me', (req, res, next) => {
  verifySession(req)
    .then((session) => {
      if (session === null) res.status(401).json({ error: 'Not signed in' });
      else res.json({ userId: session.userId });
    })
    .catch(next);
});

const server = app.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
});
