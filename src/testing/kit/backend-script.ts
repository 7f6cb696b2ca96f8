import type { CodeBackend } from '../../services/backend.js';

/** What the engine can ask a backend for. */
export type BackendVerb = Exclude<keyof CodeBackend, 'current'>;

/**
 * How a scripted call ends: a status that is not a success, the network's failure, no answer at all,
 * or `ok` for what would have happened anyway.
 */
export type ScriptedAnswer = number | 'network' | 'hang' | 'ok';

/** One call, without anything secret. */
export interface BackendCall {
  readonly verb: BackendVerb;
  /** How it ended: `ok`, `http_<status>`, `network`; `waiting` while it has not. */
  readonly result: string;
  /** What named the session, for `revoke`. */
  readonly proof?: 'ticket' | 'token';
  /** Seconds since the user asked, for a `revoke` by ticket. */
  readonly age?: number;
}

/** A log of a backend's calls, and what decides how they end. */
export interface BackendScript {
  /** Every call so far, oldest first. Carries no token, ticket, code or address. */
  readonly calls: readonly BackendCall[];
  /** Scripts the next `times` calls of a verb. Default: once. */
  failNext(verb: BackendVerb, answer: ScriptedAnswer, times?: number): void;
  /** From now on, calls of this verb wait for {@link BackendScript.answer}. */
  hold(verb: BackendVerb): void;
  /** Answers every call of this verb that waits, or the next that would; returns how many did. */
  answer(verb: BackendVerb, answer?: ScriptedAnswer): number;
  /** Answers all that waits, and holds nothing any more. */
  release(): void;
}
