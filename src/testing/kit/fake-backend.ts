import type { User } from '../../machines/index.js';
import type { CodeBackend } from '../../services/backend.js';
import type { TokenGrant } from '../../wire/index.js';
import { BackendError } from '../../services/backend.js';
import {
  aFunction,
  anObject,
  aText,
  createChecker,
  listOf,
  numberOf,
} from '../../options/index.js';
import { people } from '../paths/people.js';
import { FakeServer } from './fake-server.js';

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

/** A backend in memory, with failures on demand. */
export interface FakeBackend extends CodeBackend {
  verifyCode(...input: Parameters<CodeBackend['verifyCode']>): Promise<TokenGrant>;
  /** The one code that `verifyCode` accepts. */
  readonly code: string;
  /** How long the JWTs of the next grants live, in seconds: set it to let one run out in the middle of a test. */
  jwtLifetime: number;
  /** Every call so far, oldest first. Carries no token, ticket, code or address. */
  readonly calls: readonly BackendCall[];
  /** Scripts the next `times` calls of a verb. Default: once. */
  failNext(verb: BackendVerb, answer: ScriptedAnswer, times?: number): void;
  /** From now on, calls of this verb wait for {@link FakeBackend.answer}. */
  hold(verb: BackendVerb): void;
  /** Answers every call of this verb that waits, or the next that would; returns how many did. */
  answer(verb: BackendVerb, answer?: ScriptedAnswer): number;
  /** Answers all that waits, and holds nothing any more. */
  release(): void;
  /** Starts a session as a sign-in would, and logs no call. */
  startSession(email: string): TokenGrant;
  /** The same server as another tab reaches it: same sessions, with calls and failures of its own. */
  fork(): FakeBackend;
  /** How many sessions of this person the server still accepts. */
  sessionsOf(email: string): number;
  /** Ends all sessions of a person on the server, as an administrator would. */
  endSessionsOf(email: string): void;
}

/** What {@link createFakeBackend} takes. */
export interface FakeBackendOptions {
  /** Who can sign in. Anybody else is made up on the spot. Default: Ada and Grace. */
  readonly users?: readonly User[];
  /** The one code that is accepted. Default `424242`. */
  readonly code?: string;
  /** How long a session lives, in seconds. Default 7 days. */
  readonly sessionLifetime?: number;
  /** How long a JWT lives, in seconds. Default 300. */
  readonly jwtLifetime?: number;
  /** The present, in ms since the epoch. Default `Date.now`. */
  readonly now?: () => number;
}

/**
 * Makes a backend for tests: it keeps sessions in memory, accepts one code, and fails when told to.
 * Touches neither network nor timers.
 *
 * @throws ConfigurationError when an option is unknown or wrong; it names it.
 *
 * @example
 * ```ts
 * const backend = createFakeBackend()
 * backend.failNext('revoke', 500)
 * const auth = createTestAuth({ status: 'authenticated', backend })
 * await expect(auth.logout()).rejects.toMatchObject({ code: 'revocation_queued' })
 * ```
 */
export function createFakeBackend(options: FakeBackendOptions = {}): FakeBackend {
  const {
    users = Object.values(people),
    code: rightCode = '424242',
    sessionLifetime = 7 * 24 * 3600,
    jwtLifetime = 300,
    now = Date.now,
  } = checked(options);
  return reach(new FakeServer({ users, sessionLifetime, jwtLifetime, now }), rightCode);
}

function reach(server: FakeServer, rightCode: string): FakeBackend {
  const calls: BackendCall[] = [];
  const script: Partial<Record<BackendVerb, ScriptedAnswer[]>> = {};
  const early: Partial<Record<BackendVerb, ScriptedAnswer[]>> = {};
  const held = new Set<BackendVerb>();
  const waiting: { verb: BackendVerb; end: (answer: ScriptedAnswer) => void }[] = [];
  async function call<T>(
    verb: BackendVerb,
    signal: AbortSignal,
    details: Pick<BackendCall, 'proof' | 'age'>,
    work: () => T,
  ): Promise<T> {
    const index = calls.push({ verb, result: 'waiting', ...details }) - 1;
    const note = (result: string) => {
      calls[index] = { verb, result, ...details };
    };
    const scripted = script[verb]?.shift() ?? (held.has(verb) ? 'hang' : 'ok');
    const answer = scripted === 'hang' ? await answered(verb, signal) : scripted;
    try {
      if (answer === 'network') throw new TypeError('Failed to fetch');
      if (typeof answer === 'number') throw new BackendError(answer);
      const result = work();
      note('ok');
      return result;
    } catch (error) {
      note(error instanceof BackendError ? error.code : 'network');
      throw error;
    }
  }

  function answered(verb: BackendVerb, signal: AbortSignal): Promise<ScriptedAnswer> {
    const ready = early[verb]?.shift();
    if (ready !== undefined) return Promise.resolve(ready);
    return new Promise((resolve) => {
      const entry = { verb, end: resolve };
      waiting.push(entry);
      signal.addEventListener('abort', () => {
        const at = waiting.indexOf(entry);
        if (at >= 0) waiting.splice(at, 1);
        resolve('network');
      });
    });
  }

  function answer(verb: BackendVerb, with_: ScriptedAnswer = 'ok'): number {
    const due = waiting.filter((entry) => entry.verb === verb);
    if (due.length === 0) (early[verb] ??= []).push(with_);
    for (const entry of due) {
      waiting.splice(waiting.indexOf(entry), 1);
      entry.end(with_);
    }
    return due.length;
  }

  return {
    code: rightCode,
    calls,
    get jwtLifetime() {
      return server.jwtLifetime;
    },
    set jwtLifetime(seconds) {
      check({ jwtLifetime: seconds }, shape);
      server.jwtLifetime = seconds;
    },
    startSession: (email) => server.start(email),
    fork: () => reach(server, rightCode),
    failNext(verb, how, times = 1) {
      const queue = (script[verb] ??= []);
      for (let time = 0; time < times; time += 1) queue.push(how);
    },
    hold: (verb) => void held.add(verb),
    answer,
    release() {
      held.clear();
      for (const { verb } of [...waiting]) answer(verb);
    },
    sessionsOf: (email) => server.countOf(email),
    endSessionsOf: (email) => server.endAllOf(email),
    sendCode: ({ email, disableSignup }, signal) =>
      call('sendCode', signal, {}, () => {
        if (disableSignup && !server.knows(email)) throw new BackendError(403, 'signup_blocked');
        return { methodId: `method:${email}` };
      }),
    verifyCode: ({ methodId, code }, signal) =>
      call('verifyCode', signal, {}, () => {
        if (code !== rightCode) throw new BackendError(401, 'code_refused');
        return server.start(methodId.replace(/^method:/, ''));
      }),
    refresh: ({ sessionToken }, signal) =>
      call('refresh', signal, {}, () => server.refresh(sessionToken)),
    revoke: (proof, signal) =>
      call(
        'revoke',
        signal,
        'ticket' in proof ? { proof: 'ticket', age: proof.age } : { proof: 'token' },
        () => server.end(proof),
      ),
  };
}

const { check } = createChecker('createFakeBackend');
const shape = {
  users: listOf(anObject),
  code: aText,
  sessionLifetime: numberOf('seconds', 1),
  jwtLifetime: numberOf('seconds', 1),
  now: aFunction,
};

function checked(options: FakeBackendOptions): FakeBackendOptions {
  check(options, shape);
  return options;
}
