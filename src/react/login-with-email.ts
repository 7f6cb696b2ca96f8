import type { SignInError } from '../engine/index.js';
import type { User } from '../machines/types.js';

/** What `useLoginWithEmail` takes. */
export interface UseLoginWithEmailOptions {
  /**
   * Somebody is signed in; `isNewUser` says whether by signing up, where the backend tells. What it throws is not
   * swallowed.
   */
  readonly onComplete?: (user: User, details?: { readonly isNewUser: boolean }) => void;
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
      /** Once `done`: whether the user has just signed up, where the backend says so. */
      readonly isNewUser?: boolean;
    }
  | { readonly status: 'error'; readonly error: SignInError; readonly isNewUser?: undefined };

/** What `useLoginWithEmail` returns. The functions keep their identity. */
export interface UseLoginWithEmail {
  /**
   * Sends a 6-digit code. Rejects with a `SignInError`; ignoring the promise is fine. Called again for
   * the same address while it is under way, it is the same request.
   */
  readonly sendCode: (input: { email: string; disableSignup?: boolean }) => Promise<void>;
  /**
   * Signs in with the code that was sent last; where the first one is still on its way, once that was sent.
   * Rejects with a `SignInError`, `code_not_sent` where there is none; ignoring the promise is fine. The same code again, while it is being checked, is
   * the same request. `remember: false`: the session ends with the last tab. Default true.
   */
  readonly loginWithCode: (input: { code: string; remember?: boolean }) => Promise<void>;
  /**
   * Starts over, and takes back what is under way: nobody is signed in by it, however late the answer
   * comes.
   */
  readonly cancel: () => void;
  readonly state: LoginWithEmailState;
}
