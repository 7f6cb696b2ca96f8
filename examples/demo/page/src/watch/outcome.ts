import { useEffect, useReducer } from 'react';
import {
  type AppOutcome,
  type AuthNotice,
  type AuthView,
  type DeviceOutcome,
  type LoggedOutReason,
  type ServerOutcome,
  useAuth,
} from '@moon-key/react-auth';

/** What became of the last logout; what is still open is null. */
export interface Outcome {
  readonly reason: LoggedOutReason;
  readonly device: DeviceOutcome | null;
  /** `elsewhere`: another tab tells the server. */
  readonly server: ServerOutcome | 'expired' | 'elsewhere' | null;
  readonly app: AppOutcome | null;
  /** Whether the outbox told the server, after the logout had ended. */
  readonly isLate: boolean;
}

type News = { readonly view: AuthView } | { readonly notice: AuthNotice };

const byOthers: readonly LoggedOutReason[] = ['loggedOutElsewhere', 'userSwitched'];

/** What is known of the server, where another tab or the outbox tells it: that may have been heard before. */
function serverOf(before: Outcome | null, reason: LoggedOutReason, server: Outcome['server']) {
  if (server !== 'notNeeded') return server;
  if (reason === 'idle') return before?.server ?? 'queued';
  return byOthers.includes(reason) ? (before?.server ?? 'elsewhere') : server;
}

function follow(before: Outcome | null, news: News): Outcome | null {
  if ('view' in news) {
    const { view } = news;
    if (view.status === 'authenticated') return null;
    if (view.status !== 'loggingOut') return before;
    const { reason, device, server, app } = view;
    return { reason, device, server: serverOf(before, reason, server), app, isLate: false };
  }
  const { notice } = news;
  if (notice.type === 'loggedOut' && before)
    return {
      ...before,
      device: notice.device,
      server: serverOf(before, notice.reason, notice.server),
      app: before.app ?? 'cleaned',
    };
  if (notice.type === 'revocationSettled' && before?.server === 'queued')
    return { ...before, server: notice.result, isLate: true };
  if (notice.type === 'revocationSettled' && before?.server === 'elsewhere')
    return { ...before, server: notice.result };
  return before;
}

/** Follows the logout, and the outbox after it. Null until there was one. */
export function useOutcome(): Outcome | null {
  const auth = useAuth();
  const [outcome, tell] = useReducer(follow, null);
  useEffect(() => {
    const stops = [
      auth.subscribe((view) => tell({ view })),
      auth.on('*', (notice) => tell({ notice })),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [auth]);
  return outcome;
}
