/** Why a sign-in failed. `cause` is what the backend threw, where it did. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
  constructor(
    /** `cancelled`, `timed_out`, `network`, `http_<status>`, or the backend's own code. */
    readonly code: string,
    options?: { readonly cause?: unknown },
  ) {
    super(`The sign-in did not succeed (${code}).`, options);
  }
}
