import type { User } from '../../machines/types.js';
import { bounded } from '../../services/bounded.js';
import { randomId } from '../../services/random-id.js';
import type { With } from '../engine.js';
import { catchUp } from '../leaving/catch-up.js';
import { abandonSession } from '../leaving/give-up.js';
import { backendCode } from '../service-error.js';
import { SignInError } from '../sign-in-error.js';
import type { Attempts, SignInRequest } from './attempts.js';

/** The verb `sendCode()`. */
export async function sendCode(
  { device, backend, timeouts }: With<'device' | 'backend' | 'timeouts'>,
  { email }: { email: string },
): Promise<{ methodId: string }> {
  if (typeof email !== 'string' || !/.@./.test(email)) throw new SignInError('invalid_email');
  // Early: what is removed from localStorage is on the disk some seconds later.
  device.vacancy.withdraw();
  try {
    return await bounded(device.clock, timeouts.signInTimeout, (signal) =>
      backend.sendCode({ email }, signal),
    );
  } catch (cause) {
    throw new SignInError(backendCode(cause), { cause });
  }
}

/** The verb `signIn()`: its promise is settled by what the machine announces. */
export async function signIn(
  engine: With<'device' | 'chart' | 'departures'>,
  attempts: Attempts,
  request: SignInRequest,
): Promise<User> {
  if (!request.methodId) throw new SignInError('code_not_sent');
  const same = attempts.same(request);
  if (same) return same;
  engine.device.vacancy.withdraw();
  const attempt = randomId(engine.device.crypto);
  const result = attempts.begin(attempt, request);
  catchUp(engine);
  engine.chart.actor.send({ type: 'SIGN_IN', attempt });
  return result;
}

/** Ends every attempt whose end the machine announces, and revokes what came of it for nothing. */
export function watchSignIns(
  engine: With<'device' | 'chart' | 'notices' | 'outbox'>,
  attempts: Attempts,
): void {
  engine.notices.on('*', (notice) => {
    if (notice.type === 'signedIn') {
      const { session } = engine.chart.actor.getSnapshot().context;
      attempts.succeed(notice.generation, session?.user);
    } else if (notice.type === 'signInFailed' || notice.type === 'signInCancelled') {
      attempts.fail(notice.attempt, notice.type === 'signInFailed' ? notice.code : 'cancelled');
      // A logout that starts with this very event takes the session along by itself.
      queueMicrotask(() => void abandonSession(engine, notice.attempt));
    }
  });
}
