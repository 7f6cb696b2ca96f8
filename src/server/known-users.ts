import type { ApiClient } from './api/client.js';
import type { ApiUser } from './api/schemas.js';

const KEPT_MS = 5 * 60_000;
const MOST = 10_000;

/** Users as the API described them lately, so that not every refresh has to ask for one. */
export interface KnownUsers {
  /** Read again when it is not known, or was read more than five minutes ago. */
  readonly get: (userId: string) => Promise<ApiUser>;
  /** Read again in any case. */
  readonly read: (userId: string) => Promise<ApiUser>;
}

/** Keeps at most 10,000 users, the ones read last, in this process' memory. */
export function createKnownUsers(api: Pick<ApiClient, 'getUser'>): KnownUsers {
  const kept = new Map<string, { readonly user: ApiUser; readonly readAt: number }>();

  const read = async (userId: string): Promise<ApiUser> => {
    const user = await api.getUser(userId);
    kept.delete(userId);
    kept.set(userId, { user, readAt: Date.now() });
    const [oldest] = kept.keys();
    if (kept.size > MOST && oldest !== undefined) kept.delete(oldest);
    return user;
  };

  return {
    read,
    async get(userId) {
      const known = kept.get(userId);
      const isFresh = known !== undefined && Date.now() - known.readAt < KEPT_MS;
      return isFresh ? known.user : read(userId);
    },
  };
}
