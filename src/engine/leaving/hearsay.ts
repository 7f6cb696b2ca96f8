import type {
  EndReason,
  LoggedOutReason,
  LogoutScope,
  ServerOutcome,
} from '../../machines/types.js';
import type { SessionName } from '../../services/session-name.js';

/** Why a session is said to have left. */
export type Heard = 'loggedOutElsewhere' | EndReason;

/** Whether a session ended though nobody had logged it out. */
export const isEnd = (reason: LoggedOutReason): reason is EndReason =>
  reason === 'expired' || reason === 'revoked' || reason === 'idle';

/** What other tabs say of sessions that have left. */
export interface Hearsay {
  /** Another tab has logged it out, as was heard at this time, in ms since the epoch. */
  hear(generation: string, at: number, reason?: Heard): void;
  /**
   * Whether another tab has logged it out, as far as this one has heard, and why. With its public id: under
   * whatever generation.
   */
  isOut(generation: string, sessionId?: string): Heard | undefined;
  /** Another tab has logged out a session that has a public id: whoever brings it back brings that. */
  hearOf(session: SessionName): void;
  /** The generation under which a session of this public id has left, as far as this tab has heard. */
  leftAs(sessionId: string): string | undefined;
  /** The last session that another tab has logged out, as heard at this time or later. */
  lastOut(since: number): string | undefined;
  /** The server has answered a revocation, to this tab or to another. */
  hearAnswer(generation: string, scope: LogoutScope, answer: ServerOutcome): void;
  /** What the server has answered, as far as this tab has heard, to a revocation that reached as far. Default: a session. */
  answerTo(generation: string, scope?: LogoutScope): ServerOutcome | undefined;
}

/** How many sessions that have left are remembered. */
const REMEMBERED = 100;

/** Nothing was heard yet. */
export function createHearsay(): Hearsay {
  const heard = createRemembered<{ readonly at: number; readonly reason: Heard }>();
  const ids = createRemembered<string>();
  const answers = {
    session: createRemembered<ServerOutcome>(),
    everywhere: createRemembered<ServerOutcome>(),
  };
  return {
    hear: (generation, at, reason = 'loggedOutElsewhere') =>
      heard.set(generation, { at, reason: heard.get(generation)?.reason ?? reason }),
    hearOf({ generation, sessionId }) {
      if (sessionId !== undefined) ids.set(sessionId, generation);
    },
    leftAs: (sessionId) => ids.get(sessionId),
    isOut(generation, sessionId) {
      const before = sessionId === undefined ? undefined : ids.get(sessionId);
      const reason = heard.get(generation)?.reason;
      if (reason || before === undefined) return reason;
      return heard.get(before)?.reason ?? 'loggedOutElsewhere';
    },
    lastOut: (since) => heard.newest((generation, { at }) => generation !== '*' && at >= since),
    hearAnswer: (generation, scope, answer) => answers[scope].set(generation, answer),
    answerTo: (generation, scope = 'session') =>
      answers[scope].get(generation) ?? answers.everywhere.get(generation),
  };
}

/** What is known of the last sessions, by generation or public id. */
interface Remembered<T> {
  get(generation: string): T | undefined;
  set(generation: string, value: T): void;
  /** The one that was set last of those that pass. */
  newest(passes: (generation: string, value: T) => boolean): string | undefined;
}

function createRemembered<T>(): Remembered<T> {
  const map = new Map<string, T>();
  return {
    get: (generation) => map.get(generation),
    newest: (passes) => [...map].findLast((each) => passes(...each))?.[0],
    set(generation, value) {
      map.delete(generation);
      map.set(generation, value);
      const [oldest] = map.keys();
      if (map.size > REMEMBERED && oldest !== undefined) map.delete(oldest);
    },
  };
}
