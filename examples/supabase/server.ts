import { createRevocationTickets } from '@moon-key/react-auth/server';
import { createClient } from '@supabase/supabase-js';
import express from 'express';

const { SUPABASE_URL = '', SUPABASE_SERVICE_KEY = '' } = process.env;
const admin = createClient(SUPABASE_URL, SUPABASE_SERVICE_KEY, { auth: { persistSession: false } });
const tickets = createRevocationTickets(); // MOONKEY_TICKET_SECRET

export const app = express().use(express.json());

app.get('/grant', async (req, res) => {
  const { data } = await admin.auth.getClaims(req.headers.authorization?.slice(7));
  if (!data) return void res.status(401).json({ error: 'Not signed in' });
  const { sub: userId, email = '', session_id: sessionId, iat } = data.claims;
  const expiresAt = iat + 30 * 86_400;
  const issued = await tickets.issue({ sessionId, userId, expiresAt });
  res.json({ user: { id: userId, email, createdAt: iat }, sessionId, expiresAt, ...issued });
});

app.post('/logout', async (req, res) => {
  const asked = await tickets.read(req.body);
  if (!asked) return void res.status(401).json({ error: 'Ticket refused' });
  const { error } = await admin.rpc('end_session', { session: asked.sessionId });
  res.status(error ? 503 : 200).json(error ? { error: 'Try again' } : { success: true });
});
