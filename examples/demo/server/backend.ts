import {
  createAuthHandler,
  createLogoutRoute,
  createSessionVerifier,
  toNodeHandler,
} from '@moon-key/react-auth/server';
import express from 'express';
import type { DemoMemory } from './memory.js';
import { createWeatherFetch } from './weather.js';
import { routeDemoOnly } from './demo-only.js';

interface BackendOptions {
  readonly apiUrl: string;
  readonly secretKey: string;
  readonly memory: DemoMemory;
}

/** The app's own backend: the auth routes, one protected route, and what only a demo has. */
export function createBackend({ apiUrl, secretKey, memory }: BackendOptions): express.Express {
  const service = createWeatherFetch((url, answer) => {
    if (/\/(otps|sessions)\/verify$/.test(url)) void noteUser(memory, answer);
  });
  const { ticketSecret } = memory.facts;
  const shared = { secretKey, apiUrl, fetch: service.fetch };
  const reporting = { ...shared, onError: warn };
  const verifySession = createSessionVerifier({ check: 'api', ...shared });

  const app = express();
  app.use(localHostsOnly);
  app.use('/api/auth', toNodeHandler(createAuthHandler({ ...reporting, ticketSecret })));
  app.post('/api/logout', createLogoutRoute(reporting));
  app.get('/api/me', (req, res, next) => {
    verifySession(req)
      .then((session) => {
        if (session === null) res.status(401).json({ error: 'Not signed in' });
        else res.json({ userId: session.userId, expiresAt: session.expiresAt });
      })
      .catch(next);
  });
  routeDemoOnly(app, { apiUrl, secretKey, memory, service });
  return app;
}

/** A name that someone points at this machine must not open the demo's inbox. */
const localHostsOnly: express.RequestHandler = (req, res, next) => {
  if (['127.0.0.1', 'localhost', '[::1]'].includes(req.hostname)) next();
  else res.status(403).json({ error: 'The demo answers on local host names only' });
};

const warn = (error: Error) => console.warn(`  [backend] ${error.message}`);

async function noteUser(memory: DemoMemory, answer: Response): Promise<void> {
  const body = (await answer.json().catch(() => null)) as { session?: { user_id?: string } } | null;
  const user = body?.session?.user_id;
  const { users } = memory.facts;
  if (user && !users.includes(user)) await memory.update({ users: [...users, user] });
}
