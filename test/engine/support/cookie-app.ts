import { connectSession, type Grant } from '../../../src/services/index.js';

const inAnHour = () => Math.floor(Date.now() / 1000) + 3_600;

/** What an app's own login answers with: a session in a cookie. */
export const grantOf = (id: string, more: Partial<Grant> = {}): Grant => ({
  user: { id: 'user_1', email: 'ada@example.com', createdAt: 1_700_000_000 },
  sessionId: id,
  ticket: `ticket-${id}`,
  expiresAt: inAnHour(),
  ...more,
});

/** An app's own sessions: one cookie jar, and a server that may be down, or deaf to revocations. */
export function createApp() {
  const state = {
    cookie: null as string | null,
    alive: new Set<string>(),
    isDown: false,
    isDeaf: false,
  };
  const asked: string[] = [];
  const reach = (what: string) => {
    asked.push(what);
    if (state.isDown || (state.isDeaf && what === 'revoke')) throw new TypeError('Failed to fetch');
  };
  const backend = connectSession({
    async read() {
      reach('read');
      const { cookie } = state;
      return cookie !== null && state.alive.has(cookie) ? grantOf(cookie) : null;
    },
    async revoke(proof) {
      reach('revoke');
      state.alive.delete(
        'ticket' in proof ? proof.ticket.replace('ticket-', '') : String(proof.sessionId),
      );
      return new Response('{}');
    },
  });
  const visit = (id: string) => {
    state.cookie = id;
    state.alive.add(id);
  };
  return { state, asked, backend, visit };
}
