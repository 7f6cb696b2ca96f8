'use client';

import { useCallback, useRef, useState } from 'react';
import { SignInError } from '../engine/index.js';
import type { User } from '../machines/types.js';
import { useAuth } from './use-auth.js';
import { useLatest } from './use-latest.js';

/** What {@link useLoginWithEmail} takes. */
export interface UseLoginWithEmailOptions {
  readonly onComplete?: (user: User) => void;
  /** A code could not be sent, or was refused: see `error.code`. */
  readonly onError?: (error: SignInError) => void;
}

/** How far a sign-in by e-mail has got. `error` keeps the code usable: `loginWithCode` can be called again. */
export type LoginWithEmailState =
  | {
      readonly status:
        | 'initial'
        | 'sending-code'
        | 'awaiting-code-input'
        | 'submitting-code'
        | 'done';
      readonly error?: undefined;
    }
  | { readonly status: 'error'; readonly error: SignInError };

/** What {@link useLoginWithEmail} returns. Both functions keep their identity. */
export interface UseLoginWithEmail {
  /** Sends a 6-digit code. Rejects with a `SignInError`; ignoring the promise is fine. */
  readonly sendCode: (input: { email: string }) => Promise<void>;
  /** Signs in with the code that was sent last. Rejects with a `SignInError`; ignoring the promise is fine. */
  readonly loginWithCode: (input: { code: string }) => Promise<void>;
  readonly state: LoginWithEmailState;
}

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
  const methodId = useRef<string>(undefined);
  const call = useRef(0);

  const run = useCallback(
    <T>(
      busy: 'sending-code' | 'submitting-code',
      work: () => Promise<T>,
      done: 'awaiting-code-input' | 'done',
      onDone: (result: T) => void,
    ) => {
      const mine = ++call.current;
      const show = (next: LoginWithEmailState) => {
        if (mine === call.current) setState(next);
      };
      show({ status: busy });
      const outcome = work().then(
        (result) => {
          show({ status: done });
          if (mine === call.current || done === 'done') onDone(result);
        },
        (error: SignInError) => {
          show({ status: 'error', error });
          latest.current.onError?.(error);
          throw error;
        },
      );
      outcome.catch(() => {});
      return outcome;
    },
    [latest],
  );

  const sendCode = useCallback(
    ({ email }: { email: string }) =>
      run(
        'sending-code',
        () => auth.sendCode({ email }),
        'awaiting-code-input',
        (sent) => {
          methodId.current = sent.methodId;
        },
      ),
    [auth, run],
  );
  const loginWithCode = useCallback(
    ({ code }: { code: string }) =>
      run(
        'submitting-code',
        () =>
          methodId.current === undefined
            ? Promise.reject(new SignInError('code_not_sent'))
            : auth.signIn({ methodId: methodId.current, code }),
        'done',
        (user) => latest.current.onComplete?.(user),
      ),
    [auth, latest, run],
  );
  return { sendCode, loginWithCode, state };
}
