import type { ReactNode } from 'react';

interface SubmitButtonProps {
  readonly isBusy: boolean;
  readonly label: string;
  readonly busyLabel: string;
}

/** Stays focusable while it is busy: a disabled button would drop the focus. */
export function SubmitButton({ isBusy, label, busyLabel }: SubmitButtonProps): ReactNode {
  return (
    <button type="submit" className="moonkey-submit" aria-disabled={isBusy}>
      {isBusy && <span className="moonkey-spinner" />}
      {isBusy ? busyLabel : label}
    </button>
  );
}
