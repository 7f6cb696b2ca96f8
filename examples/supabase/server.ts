import { createRevocationTickets } from '@moon-key/react-auth/server';
import { createClient } from '@supabase/supabase-js';

const { SUPABASE_URL = '', SUPABASE_SERVICE_KEY = '' } = process.env;
const admin = createClient(SUPABASE_URL, SUPABASE_SERVICE_KEY, { auth: { persistSession: false } });
const tickets = createRevocationTickets(); // MOONKEY_TICKET_SECRET

export async function grant({ headers }: Request): Promise<Response> {
  const { data } = await admin.auth.getClaims(headers.get('authorization')?.slice(7));
  if (!data) return Response.json({ error: 'Not signed in' }, { status: 401 });
  const { sub: userId, email = '', session_id: sessionId, iat } = data.claims;
  const expiresAt = iat + 30 * 86_400;
  const issued = await tickets.issue({ sessionId, userId, expiresAt });
  const user = { id: userId, email, createdAt: iat };
  return Response.json({ user, sessionId, inCookie: false, expiresAt, ...issued });
}

export async function logout(request: Request): Promise<Response> {
  const asked = await tickets.read(await request.json());
  if (!asked) return Response.json({ error: 'Ticket refused' }, { status: 401 });
  const { error } = await admin.rpc('end_session', { session: asked.sessionId });
  if (error) return Response.json({ error: 'Try again' }, { status: 503 });
  return Response.json({ success: true });
}
