import type { DeviceOutcome, ServerOutcome } from '../machines/types.js';

/**
 * - `revocation_queued`: this device is clean; the server could not be told yet and will be.
 * - `revocation_refused`: this device is clean; the server said no, and will not be asked again.
 * - `device_not_cleared`: the stored session could not be deleted now; the next start of any tab
 *   deletes it, and no tab will restore it.
 * - `cancelled`: a logout guard vetoed; nothing happened.
 * - `everywhere_unavailable`: nobody is signed in, a logout is already under way, or the backend
 *   cannot end the user's other sessions.
 */
export type LogoutErrorCode =
  | 'revocation_queued'
  | 'revocation_refused'
  | 'device_not_cleared'
  | 'cancelled'
  | 'everywhere_unavailable';

const messages: Record<LogoutErrorCode, string> = {
  revocation_queued:
    'Logged out on this device. The server could not be reached; it will be told as soon as it can be.',
  revocation_refused: 'Logged out on this device, but the server refused to revoke the session.',
  device_not_cleared:
    'Logged out, but the stored session could not be deleted yet. No tab will restore it.',
  cancelled: 'The logout was cancelled; nothing happened.',
  everywhere_unavailable: 'Logging out everywhere needs a signed-in user and a backend that can.',
};

/** Why `logout()` rejected, and what it did all the same. */
export class LogoutError extends Error {
  override readonly name = 'LogoutError';
  constructor(
    readonly code: LogoutErrorCode,
    /** This device's copy of the session, see {@link DeviceOutcome}; null where nothing was tried. */
    readonly device: DeviceOutcome | null = null,
    /** The server's copy of the session; null where nothing was tried. */
    readonly server: ServerOutcome | null = null,
  ) {
    super(messages[code]);
  }
}
