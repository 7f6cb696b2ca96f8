import type { User } from '../../machines/types.js';
import { bounded } from '../../services/bounded.js';
import { randomId } from '../../services/random-id.js';
import { SignInError } from '../sign-in-error.js';
import type { Arrivals } from './arrival.js';
import type { Departures } from './departure.js';
import { backendCode } from './service-error.js';
import { catchUp } from './signed-out.js';
import type { Tools } from './tools.js';

/** The verbs `sendCode()` and `signIn()`: their promises are settled by what the machine announces. */
export function createSignIns(tools: Tools, arrivals: Arrivals, departures: Departures) {
  const { actor, backend, notices, timeouts } = tools;
  const { clock, crypto } = tools.environment;
  const waiting = new Map<string, { resolve(user: User): void; reject(error: Error): void }>();

  notices.on('*', (notice) => {
    if (notice.type === 'signedIn') {
      const { session } = actor.getSnapshot().context;
      arrivals.forget(notice.generation);
      if (session) waiting.get(notice.generation)?.resolve(session.user);
    } else if (notice.type === 'signInFailed' || notice.type === 'signInCancelled') {
      const cause = arrivals.forget(notice.attempt);
      const code = notice.type === 'signInFailed' ? notice.code : 'cancelled';
      waiting.get(notice.attempt)?.reject(new SignInError(code, { cause }));
      // A logout that starts with this very event takes the session along by itself.
      queueMicrotask(() => void departures.abandon(notice.attempt));
    }
  });

  return {
    async sendCode({ email }: { email: string }): Promise<{ methodId: string }> {
      if (typeof email !== 'string' || !/.@./.test(email)) throw new SignInError('invalid_email');
      try {
        return await bounded(clock, timeouts.signInTimeout, (signal) =>
          backend.sendCode({ email }, signal),
        );
      } catch (cause) {
        throw new SignInError(backendCode(cause), { cause });
      }
    },

    async signIn(request: { methodId: string; code: string }): Promise<User> {
      if (!request.methodId) throw new SignInError('code_not_sent');
      const attempt = randomId(crypto);
      arrivals.hold(attempt, request);
      const result = new Promise<User>((resolve, reject) =>
        waiting.set(attempt, { resolve, reject }),
      );
      catchUp(tools);
      actor.send({ type: 'SIGN_IN', attempt });
      return result.finally(() => waiting.delete(attempt));
    },
  };
}
