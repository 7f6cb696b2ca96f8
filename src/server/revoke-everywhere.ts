import type { ApiClient } from './api-client.js';
import { AuthServerError } from './errors.js';

const PARALLEL = 4;

export interface RevokeEverywhereOptions {
  readonly userId: string;
  /** Unix seconds: sessions that started later are left alone. */
  readonly startedBy: number;
  /** Revoked whatever clock its start was measured with, and last, so that it can still ask again if others fail. */
  readonly ownSessionId?: string | undefined;
}

/**
 * Revokes a user's sessions, a few at a time: list, then delete each, for the API has no call for all.
 * Repeating it is safe.
 *
 * @throws AuthServerError `revocation_incomplete` when at least one could not be revoked.
 */
export async function revokeEverywhere(
  api: ApiClient,
  options: RevokeEverywhereOptions,
): Promise<void> {
  const { userId, startedBy, ownSessionId } = options;
  const sessions = await api.listSessions(userId).catch((error: unknown) => {
    if (error instanceof AuthServerError && error.code === 'not_found') return [];
    throw error;
  });
  const waiting = sessions
    .filter(({ id, started_at }) => started_at <= startedBy && id !== ownSessionId)
    .map(({ id }) => id);
  const total = waiting.length;
  let failed = 0;

  const worker = async (): Promise<void> => {
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      await api.deleteSession({ session_id: id }).catch(() => {
        failed += 1;
      });
    }
  };
  await Promise.all(Array.from({ length: PARALLEL }, worker));

  if (failed > 0) {
    throw new AuthServerError(
      'revocation_incomplete',
      `${failed} of ${total} other sessions could not be revoked`,
      {
        operation: 'sessions/delete',
      },
    );
  }
  if (ownSessionId !== undefined) await api.deleteSession({ session_id: ownSessionId });
}
