import { randomUUID } from 'node:crypto';
import express from 'express';
import { listen } from '../../../server/support/listen.js';

const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');

/** What Supabase's clients call of its Auth server and its REST API, with sessions in memory. */
export async function startSupabaseStandIn(serviceKey: string) {
  const sessions = new Map<string, { token: string; user: object }>();
  const app = express().use(express.json());
  app.use((req, res, next) => {
    res.set('access-control-allow-origin', '*').set('access-control-allow-headers', '*');
    if (req.method === 'OPTIONS') res.end();
    else next();
  });
  const bearer = (header: string | undefined) => header?.replace(/^Bearer /, '');

  app.post('/auth/v1/token', (req, res) => {
    const { email, password } = req.body as { email: string; password: string };
    if (password !== 'difference')
      return void res.status(400).json({ code: 'invalid_credentials', msg: 'Invalid login' });
    const iat = Math.floor(Date.now() / 1000);
    const user = {
      id: 'user_1',
      aud: 'authenticated',
      email,
      created_at: new Date(),
      identities: [],
    };
    const id = randomUUID();
    const claims = { sub: user.id, email, iat, exp: iat + 3_600, session_id: id };
    const token = [encode({ alg: 'HS256', typ: 'JWT' }), encode(claims), 'c2lnbmF0dXJl'].join('.');
    sessions.set(id, { token, user });
    res.json({
      access_token: token,
      token_type: 'bearer',
      expires_in: 3_600,
      expires_at: iat + 3_600,
      refresh_token: randomUUID(),
      user,
    });
  });
  app.get('/auth/v1/user', (req, res) => {
    const token = bearer(req.headers.authorization);
    const session = [...sessions.values()].find((each) => each.token === token);
    if (session) res.json(session.user);
    else res.status(403).json({ code: 'session_not_found', msg: 'Session not found' });
  });
  app.post('/rest/v1/rpc/end_session', (req, res) => {
    if (bearer(req.headers.authorization) !== serviceKey) return void res.status(401).json({});
    sessions.delete((req.body as { session: string }).session);
    res.status(204).end();
  });
  const server = await listen(app);
  return { url: server.url, close: () => server.close(), sessions };
}
