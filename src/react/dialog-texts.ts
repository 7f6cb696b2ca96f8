/**
 * Every text of the built-in dialog, for `config.texts`. `{email}` and `{time}` are filled in; a time is
 * written in the dialog's language, unit and all.
 */
export interface DialogTexts {
  /** Above the field for the address. */
  readonly title: string;
  readonly description: string;
  readonly emailLabel: string;
  readonly emailPlaceholder: string;
  readonly submitEmail: string;
  readonly sendingCode: string;
  /** Beside the checkbox of `config.rememberMe`. */
  readonly rememberMe: string;
  /** The name of the button with the cross. */
  readonly close: string;
  /** Above the field for the code. */
  readonly codeTitle: string;
  /** The same, once another code was sent. */
  readonly codeResentTitle: string;
  /** With `{email}`. */
  readonly codeDescription: string;
  readonly codeLabel: string;
  readonly submitCode: string;
  readonly checkingCode: string;
  /** With `{time}`. */
  readonly codeExpiry: string;
  readonly resend: string;
  /** With `{time}`. */
  readonly resendIn: string;
  readonly resent: string;
  readonly changeEmail: string;
  /** Shown once the code was right. */
  readonly successTitle: string;
  readonly newUserMessage: string;
  readonly existingUserMessage: string;
  /** In place of a button's text while a rate limit lasts. With `{time}`. */
  readonly retryIn: string;
  /** No code can be sent to this address. */
  readonly errorEmail: string;
  /** The code is wrong, or too old. */
  readonly errorCode: string;
  /** The code was right, and the backend has sent a second one to be sure. */
  readonly secondCode: string;
  /** Nobody has this address, and `start({ disableSignup: true })` asked for somebody known. */
  readonly errorSignupBlocked: string;
  readonly errorRateLimit: string;
  readonly errorTimedOut: string;
  readonly errorCancelled: string;
  /** The backend, or what stands before it, did not do its part. */
  readonly errorServer: string;
  /** No answer at all. */
  readonly errorNetwork: string;
}
