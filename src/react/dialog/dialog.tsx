import type { ReactNode } from 'react';
import type { StartParams } from '../start-params.js';
import type { useAuthSelector } from '../use-auth-selector.js';
import type { useLoginWithEmail } from '../use-login-with-email.js';
import { DialogBoundary } from './dialog-boundary.js';
import type { SignInDialogProps } from './sign-in-dialog.js';
import { SignInDialog } from './sign-in-dialog.js';

interface DialogProps extends Pick<SignInDialogProps, 'config' | 'language' | 'onClose'> {
  /** Null while it is closed. */
  readonly params: StartParams | null;
  readonly useLoginWithEmail: typeof useLoginWithEmail;
  readonly useAuthSelector: typeof useAuthSelector;
}

/** The sign-in dialog where it is open; its boundary stays, and keeps its faults from the app. */
export function Dialog({ params, ...props }: DialogProps): ReactNode {
  return (
    <DialogBoundary onError={props.onClose}>
      {params && <OpenDialog {...props} params={params} />}
    </DialogBoundary>
  );
}

function OpenDialog({
  useLoginWithEmail,
  useAuthSelector,
  ...props
}: DialogProps & { readonly params: StartParams }): ReactNode {
  const login = useLoginWithEmail();
  const isAuthenticated = useAuthSelector((view) => view.isAuthenticated);
  return <SignInDialog {...props} login={login} isAuthenticated={isAuthenticated} />;
}
