/** A session, as far as an end that was asked for meanwhile names it. */
export interface EndedSessions {
  readonly token?: string;
  readonly sessionId?: string;
  /** With `startedBy`: all of the user's sessions that began by then. */
  readonly userId?: string;
  /** Unix seconds of the API's clock. */
  readonly startedBy?: number;
}

/** One refresh, which hears of the ends that are confirmed while it is under way. */
export interface RefreshUnderWay {
  hasEnded(session: { id: string; user_id: string; started_at: number }): boolean;
  readonly done: () => void;
}

/**
 * The refreshes that this process has not answered yet. The API said "live" to each of them; a logout that
 * is confirmed before the answer leaves makes that untrue.
 */
export interface RefreshesUnderWay {
  begin(token: string): RefreshUnderWay;
  tell(ended: EndedSessions): void;
}

export function createRefreshesUnderWay(): RefreshesUnderWay {
  const heard = new Set<EndedSessions[]>();
  return {
    begin(token) {
      const ends: EndedSessions[] = [];
      heard.add(ends);
      return {
        hasEnded: (session) =>
          ends.some(
            (end) =>
              end.token === token ||
              end.sessionId === session.id ||
              (end.userId === session.user_id && session.started_at <= (end.startedBy ?? 0)),
          ),
        done: () => void heard.delete(ends),
      };
    },
    tell: (ended) => {
      for (const ends of heard) ends.push(ended);
    },
  };
}
