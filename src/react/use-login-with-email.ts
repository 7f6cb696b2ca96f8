'use client';

import { useMemo, useState } from 'react';
import type { Auth, SignInError } from '../engine/index.js';
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
  /** Signs in with the code that was sent last. Rejects with a `SignInError`, `code_not_sent` where there is none; ignoring the promise is fine. */
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

  const verbs = useMemo(() => createVerbs(auth, latest, setState), [auth, latest]);

  return { ...verbs, state };
}

/** One sign-in at a time: the latest call decides what is shown. */
function createVerbs(
  auth: Auth,
  latest: { readonly current: UseLoginWithEmailOptions },
  setState: (state: LoginWithEmailState) => void,
): Omit<UseLoginWithEmail, 'state'> {
  /** The engine refuses a code that was never sent. */
  let methodId = '';
  let calls = 0;

  function run<T>(
    busy: 'sending-code' | 'submitting-code',
    done: 'awaiting-code-input' | 'done',
    work: Promise<T>,
    onDone: (result: T, isLatest: boolean) => void,
  ): Promise<void> {
    const call = ++calls;
    const show = (next: LoginWithEmailState) => {
      if (call === calls) setState(next);
    };
    show({ status: busy });
    const outcome = work.then(
      (result) => {
        show({ status: done });
        onDone(result, call === calls);
      },
      (error: SignInError) => {
        show({ status: 'error', error });
        latest.current.onError?.(error);
        throw error;
      },
    );
    outcome.catch(() => {});
    return outcome;
  }

  return {
    sendCode: (input) =>
      run('sending-code', 'awaiting-code-input', auth.sendCode(input), (sent, isLatest) => {
        if (isLatest) ({ methodId } = sent);
      }),
    loginWithCode: ({ code }) =>
      run('submitting-code', 'done', auth.signIn({ methodId, code }), (user) =>
        latest.current.onComplete?.(user),
      ),
  };
}
