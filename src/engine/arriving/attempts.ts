import type { PublicSession, User } from '../../machines/types.js';
import type { CodeBackend, Grant } from '../../services/backend.js';
import type { Moment } from '../../services/lifetime.js';
import { SignInError } from '../sign-in-error.js';

/** What the user entered. */
export type SignInRequest = Parameters<CodeBackend['verifyCode']>[0];

/** What a sign-in is: whatever brings a session in the end. */
export interface SignInWork {
  /** Its signal aborts when nobody waits for the session any more. */
  readonly run: (signal: AbortSignal) => Promise<Grant>;
  /** The code, where it is one: the same again is the same request. */
  readonly request?: SignInRequest;
  /** Whether the session was there before anybody asked: it is not revoked for want of a disk. */
  readonly isFound?: boolean;
  /** When the session was asked for, where that is over. */
  readonly asked?: Moment;
  /** False: the session ends with the last tab that shows it. */
  readonly remember?: boolean;
}

/** How an attempt ends that brings the session that is shown: well. */
export const ALREADY_SIGNED_IN = 'already_signed_in';

/** One sign-in, from the call to its end. */
export interface Attempt extends SignInWork {
  /** Aborts `run`. */
  readonly controller: AbortController;
  /** What the backend gave for it: the session is on its way to the disk. */
  session?: PublicSession;
  /** What the backend threw at it. */
  failure?: unknown;
  readonly result: Promise<User>;
  readonly succeed: (user: User) => void;
  readonly fail: (error: SignInError) => void;
}

/** The sign-ins under way, by the generation that each would get. What they hold never enters the machine. */
export interface Attempts {
  /** Keeps what brings the session until the attempt ends, and promises how. */
  begin(attempt: string, work: SignInWork): Promise<User>;
  /** The promise of an attempt with the same code that is under way: it is one request. */
  same(request: SignInRequest): Promise<User> | undefined;
  get(attempt: string): Attempt | undefined;
  succeed(attempt: string, user: User | undefined): void;
  /** Rejects with {@link SignInError}: its `cause` is what the backend threw. */
  fail(attempt: string, code: string): Attempt | undefined;
}

/** No sign-in is under way. */
export function createAttempts(): Attempts {
  const attempts = new Map<string, Attempt>();
  function end(attempt: string) {
    const ended = attempts.get(attempt);
    attempts.delete(attempt);
    return ended;
  }
  return {
    begin(attempt, work) {
      const { promise, succeed, fail } = promiseOf<User>();
      const controller = new AbortController();
      attempts.set(attempt, { ...work, controller, result: promise, succeed, fail });
      return promise;
    },
    same: ({ methodId, code }) =>
      [...attempts.values()].find(
        ({ request }) => request?.methodId === methodId && request.code === code,
      )?.result,
    get: (attempt) => attempts.get(attempt),
    succeed(attempt, user) {
      const ended = end(attempt);
      if (user) ended?.succeed(user);
    },
    fail(attempt, code) {
      const ended = end(attempt);
      ended?.fail(new SignInError(code, { cause: ended.failure }));
      ended?.controller.abort();
      return ended;
    },
  };
}

/** A promise with its handles outside. */
function promiseOf<T>() {
  const handles: { succeed?: (value: T) => void; fail?: (error: SignInError) => void } = {};
  const promise = new Promise<T>((succeed, fail) => Object.assign(handles, { succeed, fail }));
  return {
    promise,
    succeed: (value: T) => handles.succeed?.(value),
    fail: (error: SignInError) => handles.fail?.(error),
  };
}
