import type { ReactNode } from 'react';
import { useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { MoonKeyConfig } from '../config.js';
import type { StartParams } from '../start-params.js';
import type { UseLoginWithEmail } from '../use-login-with-email.js';
import { adoptStyles } from './adopt-styles.js';
import { CodeStep } from './code-step.js';
import { EmailStep } from './email-step.js';
import { CloseIcon, Mark } from './icons.js';
import { explain } from './explain.js';

export interface SignInDialogProps {
  readonly config: MoonKeyConfig;
  readonly params: StartParams;
  readonly login: UseLoginWithEmail;
  readonly isAuthenticated: boolean;
  /** Called once it is closed, whatever closed it. */
  readonly onClose: () => void;
}

/** Asks for an e-mail address, then for the code sent to it. Reached through `start()`. */
export function SignInDialog(props: SignInDialogProps): ReactNode {
  const { config, params, login, isAuthenticated, onClose } = props;
  const { sendCode, loginWithCode, state } = login;
  const { appearance = {}, emailOtp = {} } = config;
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const [email, setEmail] = useState(params.email ?? '');
  const [isSent, setSent] = useState(false);
  const [dismissed, dismiss] = useState<Error>();
  const close = () => dialog.current?.close();

  useLayoutEffect(() => {
    const node = dialog.current;
    if (!node) return undefined;
    adoptStyles(node);
    node.showModal();
    return () => node.close();
  }, []);

  const wasAuthenticated = useRef(isAuthenticated);
  const isDone = state.status === 'done';
  useEffect(() => {
    // Here, or meanwhile in another tab.
    if (isDone || (isAuthenticated && !wasAuthenticated.current)) dialog.current?.close();
    wasAuthenticated.current = isAuthenticated;
  }, [isAuthenticated, isDone]);

  const send = (to: string) => {
    setEmail(to);
    return sendCode({ email: to }).then(() => setSent(true));
  };
  const step = {
    isBusy: state.status === 'sending-code' || state.status === 'submitting-code',
    isSending: state.status === 'sending-code',
    error: state.error && state.error !== dismissed ? explain(state.error, isSent) : undefined,
  };
  const description =
    appearance.loginHeaderDescription ?? 'We’ll e-mail you a code. No password needed.';

  return (
    <dialog
      ref={dialog}
      className="moonkey-dialog"
      data-theme={appearance.theme ?? 'auto'}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}description`}
      // StrictMode closes and opens again before the event arrives.
      onClose={() => dialog.current?.open || onClose()}
    >
      <button type="button" className="moonkey-close" aria-label="Close" onClick={close}>
        <CloseIcon />
      </button>
      {appearance.logo ? <img className="moonkey-logo" src={appearance.logo} alt="" /> : <Mark />}
      <h2 id={`${id}title`}>
        {isSent ? 'Check your e-mail' : (appearance.loginHeaderTitle ?? 'Sign in')}
      </h2>
      <p id={`${id}description`} className="moonkey-description">
        {isSent ? (
          <>
            Enter the 6-digit code we sent to <bdi>{email}</bdi>
          </>
        ) : (
          description
        )}
      </p>
      {isSent ? (
        <CodeStep
          {...step}
          emailOtp={emailOtp}
          onCode={(code) => loginWithCode({ code })}
          onResend={() => send(email)}
          onBack={() => {
            dismiss(state.error);
            setSent(false);
          }}
        />
      ) : (
        <EmailStep {...step} email={email} onEmail={send} />
      )}
    </dialog>
  );
}
