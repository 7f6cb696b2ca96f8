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
import type { BackendScript } from './backend-script.js';
import { FakeServer } from './fake-server.js';
import { scriptCalls } from './script-calls.js';

export type { BackendCall, BackendVerb, ScriptedAnswer } from './backend-script.js';

/** A backend in memory, with failures on demand. */
export interface FakeBackend extends CodeBackend, BackendScript {
  verifyCode(...input: Parameters<CodeBackend['verifyCode']>): Promise<TokenGrant>;
  /** The one code that `verifyCode` accepts. */
  readonly code: string;
  /** How long the JWTs of the next grants live, in seconds: set it to let one run out in the middle of a test. */
  jwtLifetime: number;
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
  const { calls, call, ...script } = scriptCalls();
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
    ...script,
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
