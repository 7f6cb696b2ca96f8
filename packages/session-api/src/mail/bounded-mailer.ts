import { ApiError } from '../http/api-error.js';
import { within } from '../within.js';
import type { Mailer } from './mailer.js';

/**
 * A mailer that settles within the bound whatever its server does. A message that was not accepted by then is reported
 * and answered with 503 `email_not_sent`.
 */
export function boundedMailer(
  mailer: Mailer,
  timeoutMs: number,
  onError: (error: unknown) => void,
): Mailer {
  return {
    async send(message) {
      try {
        await within(timeoutMs, Promise.resolve(mailer.send(message)), () => {
          throw new Error('the mail server took too long');
        });
      } catch (error) {
        onError(error);
        throw new ApiError(
          503,
          'email_not_sent',
          'The e-mail could not be sent. Try again later.',
          5,
        );
      }
    },
    close: () => mailer.close?.(),
  };
}
