import type { DialogTexts } from '../dialog-texts.js';

/** What both steps of the dialog are told about the sign-in. */
export interface StepProps {
  readonly texts: DialogTexts;
  /** Words for a span of time, in seconds. */
  readonly inWords: (seconds: number, length: 'long' | 'short') => string;
  readonly isBusy: boolean;
  /** What went wrong, in the user's words. */
  readonly error: string | undefined;
  /** Seconds until a code can be sent again, as the backend said. */
  readonly sendWait: number;
}
