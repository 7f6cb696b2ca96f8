import { createAuth, type AuthOptions } from '../../../src/engine/index.js';
import { type createDevice, SECRETS } from '../../support/device.js';

export const ada = { id: 'user_ada', email: 'ada@example.com', createdAt: 1_700_000_000 };

/** What comes before a session's public id in its token. */
const TOKEN = `${SECRETS.token}-`;

/** A handler with a cookie that no script can read, as the page sees it: a bearer token wins over that. */
export function createHandler() {
  const requests: { route: string; method: string; headers: Headers; body: unknown }[] = [];
  const sessions = new Map<string, { id: string; email: string }>();
  const handler = {
    requests,
    /** The session that the cookie holds. */
    cookie: undefined as string | undefined,
    isDown: false,
    routes: () => requests.map(({ method, route }) => `${method} ${route}`),
    fetch: async (input: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
      const request =
        input instanceof Request
          ? input
          : new Request(new URL(String(input), 'https://app.test'), init);
      const route = new URL(request.url).pathname.replace('/api/auth', '');
      const { method, headers } = request;
      const body: unknown = method === 'POST' ? await request.json() : undefined;
      requests.push({ route, method, headers, body });
      if (handler.isDown) throw new TypeError('fetch failed');
      return answer(route, body, headers.get('authorization')?.split(TOKEN)[1]);
    },
  };
  function answer(route: string, body: unknown, named?: string): Response {
    if (route === '/otp/verify') {
      handler.cookie = `sess_${sessions.size + 1}`;
      sessions.set(handler.cookie, { id: handler.cookie, email: ada.email });
    }
    if (route === '/logout') {
      const { ticket } = body as { ticket: string };
      sessions.delete(ticket.replace('ticket-', ''));
      return Response.json({ success: true });
    }
    if (!route.startsWith('/session') && route !== '/otp/verify')
      return Response.json({ notes: [] });
    const id = named ?? handler.cookie;
    if (id === undefined)
      return Response.json({ error: 'No session found', code: 'no_session' }, { status: 401 });
    const session = sessions.get(id);
    if (!session)
      return Response.json({ error: 'Session ended', code: 'session_ended' }, { status: 401 });
    const now = Math.floor(Date.now() / 1000);
    return Response.json({
      user: ada,
      sessionId: session.id,
      sessionToken: `${TOKEN}${session.id}`,
      sessionJwt: SECRETS.jwt,
      jwtExpiresAt: now + 300,
      expiresAt: now + 86_400,
      issuedAt: now,
      ticket: `ticket-${session.id}`,
      everywhereTicket: 'everywhere',
    });
  }
  const begin = () => answer('/otp/verify', {});
  return { ...handler, sessions, begin, state: handler };
}

/** A page of the handler's site. */
export function openPage(
  device: ReturnType<typeof createDevice>,
  handler: ReturnType<typeof createHandler>,
  options: Partial<AuthOptions> = {},
) {
  const { environment, fire } = device.environment({
    fetch: handler.fetch,
    ...options.environment,
  });
  const auth = createAuth({ publishableKey: 'pk_test_1', ...options, environment });
  auth.start();
  return { auth, fire };
}
