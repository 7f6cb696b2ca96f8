/** What both steps of the dialog are told about the sign-in. */
export interface StepProps {
  readonly isBusy: boolean;
  /** Busy with sending a code, to be exact. */
  readonly isSending: boolean;
  /** What went wrong, in the user's words. */
  readonly error: string | undefined;
}
