import type { ReactNode } from 'react';
import type { StartParams } from '../start-params.js';
import { DialogBoundary } from './dialog-boundary.js';
import type { SignInDialogProps } from './sign-in-dialog.js';
import { SignInDialog } from './sign-in-dialog.js';

export interface DialogProps extends Omit<SignInDialogProps, 'params'> {
  /** Null while it is closed. */
  readonly params: StartParams | null;
}

/** The sign-in dialog where it is open; its boundary stays, and keeps its faults from the app. */
export function Dialog({ params, ...props }: DialogProps): ReactNode {
  const close = () => {
    // Nobody is signed in by a dialog that is gone.
    props.login.cancel();
    props.onClose();
  };
  return (
    <DialogBoundary onError={close}>
      {params && <SignInDialog {...props} params={params} onClose={close} />}
    </DialogBoundary>
  );
}
