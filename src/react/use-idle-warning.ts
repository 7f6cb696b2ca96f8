import { useAuth } from './use-auth.js';
import { useAuthSelector } from './use-auth-selector.js';

/** A session that is about to end because nobody uses the app. */
export interface IdleWarningState {
  /** When it ends: in ms since the epoch, by this device's clock. */
  readonly endsAt: number;
  /** The user is there: the session goes on, as with any activity. */
  readonly stayActive: () => Promise<void>;
}

/**
 * The warning of the idle limit, `config.idle`; null while somebody uses the app.
 *
 * @example
 * ```tsx
 * const warning = useIdleWarning();
 * return warning && <button onClick={warning.stayActive}>Stay signed in</button>;
 * ```
 */
export function useIdleWarning(): IdleWarningState | null {
  const auth = useAuth();
  const idle = useAuthSelector((view) => view.idle);
  return idle && { ...idle, stayActive: auth.stayActive };
}
