import type { ApiClient } from './api-client.js';
import { AuthServerError } from './errors.js';

const PARALLEL = 4;

export interface RevokeEverywhereOptions {
  readonly userId: string;
  /** Unix seconds: sessions that started later are left alone. */
  readonly startedBy: number;
  /** Revoked too, whatever clock its start was measured with. */
  readonly ownSessionId?: string | undefined;
  /** Revoke the own session last, and only if all others are: it is what a repeated request needs. */
  readonly ownLast?: boolean;
}

/**
 * Revokes a user's sessions, a few at a time: list, then delete each, for the API has no call for all.
 * Repeating it is safe.
 *
 * @throws AuthServerError `revocation_incomplete` when at least one could not be revoked.
 */
export async function revokeEverywhere(
  api: ApiClient,
  { userId, startedBy, ownSessionId, ownLast = false }: RevokeEverywhereOptions,
): Promise<void> {
  const sessions = await api.listSessions(userId).catch((error: unknown) => {
    if (error instanceof AuthServerError && error.code === 'not_found') return [];
    throw error;
  });
  const ids = new Set(
    sessions.filter((session) => session.started_at <= startedBy).map(({ id }) => id),
  );
  if (ownSessionId !== undefined) {
    if (ownLast) ids.delete(ownSessionId);
    else ids.add(ownSessionId);
  }
  const waiting = [...ids];
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
      `${failed} of ${ids.size} sessions could not be revoked`,
      { operation: 'sessions/delete' },
    );
  }
  if (ownLast && ownSessionId !== undefined) await api.deleteSession({ session_id: ownSessionId });
}
