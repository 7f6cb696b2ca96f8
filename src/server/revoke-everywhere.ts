import type { ApiClient } from './api/client.js';
import { isNotFound } from './api/client.js';
import type { ApiListedSession } from './api/schemas.js';
import { AuthServerError } from './errors.js';

const PARALLEL = 4;
/** The API that ends all in one statement ends what exists: nothing that it has can have begun after this. */
const AHEAD = 3600;

/** Which of a user's sessions are to end. */
export interface EverywhereRequest {
  readonly userId: string;
  /** Unix seconds of the API's clock: sessions that began later are left alone. Infinity: all there are. */
  readonly startedBy: number;
  /** The API's clock as it was a moment ago, Unix seconds. */
  readonly now: number;
  /** A session to leave alone, for the caller to end. */
  readonly except?: string;
}

/**
 * Revokes a user's sessions: in one request where the API can do that, or else list, then delete each, a few
 * at a time. Starts are compared with the API's own clock alone. Repeating it is safe.
 *
 * @throws AuthServerError `revocation_incomplete` when at least one could not be revoked.
 */
export async function revokeEverywhere(
  api: ApiClient,
  { userId, startedBy, now, except }: EverywhereRequest,
): Promise<void> {
  const before = Math.min(startedBy + 1, now + AHEAD);
  if (await api.deleteSessionsBefore(userId, before)) return;
  const sessions = await listSessions(api, userId);
  const ended = sessions.filter(({ id, started_at }) => started_at <= startedBy && id !== except);
  await deleteEach(api, ended);
}

async function listSessions(api: ApiClient, userId: string): Promise<readonly ApiListedSession[]> {
  try {
    return await api.listSessions(userId);
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}

async function deleteEach(api: ApiClient, sessions: readonly ApiListedSession[]): Promise<void> {
  const waiting = sessions.map(({ id }) => id);
  let failed = 0;
  const worker = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      await api.deleteSession({ session_id: id }).catch(() => {
        failed += 1;
      });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));
  if (failed === 0) return;
  throw new AuthServerError(
    'revocation_incomplete',
    `${failed} of ${sessions.length} sessions could not be revoked`,
    { operation: 'sessions/delete' },
  );
}
