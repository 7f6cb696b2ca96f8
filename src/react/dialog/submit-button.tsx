import type { ReactNode } from 'react';

interface SubmitButtonProps {
  readonly isBusy: boolean;
  /** Not busy, and to no avail: a rate limit lasts. */
  readonly isBlocked: boolean;
  readonly label: string;
}

/** Stays focusable while it is busy: a disabled button would drop the focus. */
export function SubmitButton({ isBusy, isBlocked, label }: SubmitButtonProps): ReactNode {
  return (
    <button type="submit" className="moonkey-submit" aria-disabled={isBusy || isBlocked}>
      {isBusy && <span className="moonkey-spinner" />}
      <span>{label}</span>
    </button>
  );
}
