import { useEffect, useMemo, useState } from 'react';
import { createLateEmailSignIn } from './late-email-sign-in.js';
import type {
  LoginWithEmailState,
  UseLoginWithEmail,
  UseLoginWithEmailOptions,
} from './login-with-email.js';
import { useAuth } from './use-auth.js';
import { useLatest } from './use-latest.js';

/**
 * A sign-in by e-mail code, for forms of your own. The latest call decides what `state` shows.
 *
 * @example
 * ```tsx
 * const { sendCode, loginWithCode, state } = useLoginWithEmail({
 *   onComplete: (user) => router.push(`/hello/${user.id}`),
 * });
 * ```
 */
export function useLoginWithEmail(options: UseLoginWithEmailOptions = {}): UseLoginWithEmail {
  const auth = useAuth();
  const latest = useLatest(options);
  const [state, setState] = useState<LoginWithEmailState>({ status: 'initial' });

  const { load, ...verbs } = useMemo(
    () => createLateEmailSignIn(auth, latest, setState),
    [auth, latest],
  );
  useEffect(() => void load().catch(() => {}), [load]);

  return { ...verbs, state };
}
