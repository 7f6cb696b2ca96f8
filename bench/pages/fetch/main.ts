import { createAuth } from '@moon-key/react-auth/engine';
import { offer } from '../offer.js';

const auth = createAuth({ publishableKey: 'pk_test_fetch' });
auth.start();

const url = '/data';

/** A request as it is written by hand, with a JWT that was read before. */
const bare = (jwt: string) => fetch(url, { headers: { authorization: `Bearer ${jwt}` } });

/** ms for so many requests, one after the other, per request. */
async function timed(count: number, send: () => Promise<Response>): Promise<number> {
  const at = performance.now();
  for (let sent = 0; sent < count; sent++) await (await send()).json();
  return (performance.now() - at) / count;
}

const page = {
  async signIn() {
    const { methodId } = await auth.sendCode({ email: 'ada.lovelace@example.com' });
    await auth.signIn({ methodId, code: '123456' });
  },
  async bare(count: number) {
    const jwt = (await auth.getSessionTokens())?.sessionJwt ?? '';
    return timed(count, () => bare(jwt));
  },
  ours: (count: number) => timed(count, () => auth.fetch(url)),
  /** How many requests this page has sent since it was opened. */
  requests: () => performance.getEntriesByType('resource').length,
};

export type FetchPage = typeof page;
offer(page);
