import type { User } from '../../machines/types.js';
import { bounded } from '../../services/bounded.js';
import { randomId } from '../../services/random-id.js';
import type { AuthNoticeOf } from '../auth.js';
import type { With } from '../engine.js';
import { catchUp } from '../leaving/catch-up.js';
import { abandonSession } from '../leaving/give-up.js';
import { backendCode } from '../service-error.js';
import { SignInError } from '../sign-in-error.js';
import {
  ALREADY_SIGNED_IN,
  type Attempts,
  type SignInRequest,
  type SignInWork,
} from './attempts.js';

/** The verb `sendCode()`. */
export async function sendCode(
  { device, backend, timeouts }: With<'device' | 'backend' | 'timeouts'>,
  { email, disableSignup = false }: { email: string; disableSignup?: boolean },
): Promise<{ methodId: string }> {
  if (typeof email !== 'string' || !/.@./.test(email)) throw new SignInError('invalid_email');
  if (!backend.sendCode) throw new SignInError('codes_unsupported');
  const send = backend.sendCode.bind(backend);
  // Early: what is removed from localStorage is on the disk some seconds later.
  device.notes.vacancy.withdraw();
  try {
    return await bounded(device.clock, timeouts.signInTimeout, (signal) =>
      send({ email, ...(disableSignup && { disableSignup }) }, signal),
    );
  } catch (cause) {
    throw new SignInError(backendCode(cause), { cause });
  }
}

/** Whether a session outlives its last tab. Default true. */
interface RememberOption {
  readonly remember?: boolean;
}

/** A "false" that is no false would keep somebody signed in. */
function checkedRemember(verb: string, remember: unknown): RememberOption {
  if (remember === undefined) return {};
  if (typeof remember !== 'boolean')
    throw new TypeError(`${verb}(): "remember" must be true or false.`);
  return { remember };
}

/** The verb `signIn()`: its promise is settled by what the machine announces. */
export async function signIn(
  engine: With<'device' | 'chart' | 'departures' | 'backend'>,
  attempts: Attempts,
  { remember, ...request }: Omit<SignInRequest, 'remember'> & RememberOption,
): Promise<User> {
  if (!request.methodId) throw new SignInError('code_not_sent');
  const { backend } = engine;
  if (!backend.verifyCode) throw new SignInError('codes_unsupported');
  const verify = backend.verifyCode.bind(backend);
  // Not aborted with the attempt: a session that the server makes all the same must be revoked.
  const asked = { ...request, ...(remember === false && { remember }) };
  const run = () => verify(asked, new AbortController().signal);
  const work = { run, request, ...checkedRemember('signIn', remember) };
  return attempts.same(request) ?? beginSignIn(engine, attempts, work);
}

/** The verb `signInWith()`: the same, with whatever the app's own sign-in is. */
export async function signInWith(
  engine: With<'device' | 'chart' | 'departures'>,
  attempts: Attempts,
  run: SignInWork['run'],
  { remember }: RememberOption = {},
): Promise<User> {
  if (typeof run !== 'function')
    throw new TypeError('signInWith() takes a function that resolves to a grant.');
  return beginSignIn(engine, attempts, { run, ...checkedRemember('signInWith', remember) });
}

/** Begins an attempt: its promise is settled by what the machine announces. */
export function beginSignIn(
  engine: With<'device' | 'chart' | 'departures'>,
  attempts: Attempts,
  work: SignInWork,
): Promise<User> {
  engine.device.notes.vacancy.withdraw();
  const attempt = randomId(engine.device.crypto);
  const result = attempts.begin(attempt, work);
  catchUp(engine);
  const { remember } = work;
  engine.chart.actor.send({ type: 'SIGN_IN', attempt, ...(remember === false && { remember }) });
  return result;
}

/** Ends every attempt whose end the machine announces, and revokes what came of it for nothing. */
export function watchSignIns(
  engine: With<'device' | 'chart' | 'departures' | 'notices' | 'outbox'>,
  attempts: Attempts,
): void {
  engine.notices.on('*', (notice) => {
    if (notice.type === 'signedIn') {
      const { session } = engine.chart.actor.getSnapshot().context;
      attempts.succeed(notice.generation, session?.user);
    } else if (notice.type === 'signInFailed' || notice.type === 'signInCancelled') {
      endAttempt(engine, attempts, notice);
    }
  });
}

function endAttempt(
  engine: With<'device' | 'chart' | 'departures' | 'outbox'>,
  attempts: Attempts,
  notice: AuthNoticeOf<'signInFailed'> | AuthNoticeOf<'signInCancelled'>,
): void {
  const { attempt, type } = notice;
  const code = type === 'signInFailed' ? notice.code : 'cancelled';
  if (code === ALREADY_SIGNED_IN)
    return attempts.succeed(attempt, attempts.get(attempt)?.session?.user);
  const ended = attempts.fail(attempt, code);
  // It was there before anybody asked for it, and still is.
  if (ended?.isFound && code !== 'cancelled') return void engine.device.vault.delete(attempt);
  // A logout that starts with this very event takes the session along by itself.
  queueMicrotask(() => void abandonSession(engine, attempt));
}
