import { useEffect, useRef, useState } from 'react';
import type { MoonKeyConfig } from '../config.js';
import type { DialogTexts } from '../dialog-texts.js';
import type { StartParams } from '../start-params.js';
import type { UseLoginWithEmail } from '../login-with-email.js';
import { explain } from './explain.js';
import type { RememberChoice } from './remember-choice.js';
import { tellDeveloper } from './tell-developer.js';
import { useCountdown } from './use-countdown.js';

/** What the dialog shows: `resent` is `code`, once another code was sent. */
export type Step = 'email' | 'code' | 'resent' | 'success';

interface FlowInput {
  readonly config: MoonKeyConfig;
  readonly params: StartParams;
  readonly login: UseLoginWithEmail;
  readonly isAuthenticated: boolean;
}

/** How far the sign-in has got, and what takes it further. */
export interface SignInFlow {
  readonly step: Step;
  readonly email: string;
  /** What went wrong last. */
  readonly problem: keyof DialogTexts | undefined;
  /** Seconds until the backend sends another code, and until it checks another. */
  readonly sendWait: number;
  readonly verifyWait: number;
  /** Whether the dialog has nothing more to say, and closes. */
  readonly isOver: boolean;
  readonly send: (email: string) => void;
  readonly resend: () => Promise<void>;
  readonly verify: (code: string) => void;
  readonly back: () => void;
  /** Whether to stay signed in, where the dialog asks for it. */
  readonly remember: RememberChoice | undefined;
}

export function useSignInFlow({ config, params, login, isAuthenticated }: FlowInput): SignInFlow {
  const { sendCode, loginWithCode, state } = login;
  const { error, status } = state;
  const [email, setEmail] = useState(() => prefilled(params));
  const [step, setStep] = useState<Step>('email');
  const [isRemembered, setRemembered] = useState(true);
  const [isAboutCode, setAboutCode] = useState(false);
  const [dismissed, dismiss] = useState<Error>();
  const [sendWait, startSendWait] = useCountdown();
  const [verifyWait, startVerifyWait] = useCountdown();
  const hasArrived = useArrival(isAuthenticated);

  const problem = error && error !== dismissed ? explain(error, isAboutCode) : undefined;
  const retryAfter = problem?.retryAfter;
  useEffect(() => {
    if (error && retryAfter) (isAboutCode ? startVerifyWait : startSendWait)(retryAfter);
  }, [error, retryAfter, isAboutCode, startSendWait, startVerifyWait]);

  useEffect(() => {
    if (error) tellDeveloper(error);
  }, [error]);

  const send = (to: string) => {
    setAboutCode(false);
    return sendCode({ email: to, ...(params.disableSignup && { disableSignup: true }) });
  };
  const skips = config.emailOtp?.skipVerifiedSuccess === true;
  return {
    step: status === 'done' && !skips ? 'success' : step,
    email,
    problem: problem?.text,
    sendWait,
    verifyWait,
    isOver: status === 'done' ? skips : hasArrived && status !== 'submitting-code',
    send(to) {
      setEmail(to);
      send(to).then(
        () => setStep('code'),
        () => {},
      );
    },
    resend: () => send(email).then(() => setStep('resent')),
    verify(code) {
      setAboutCode(true);
      void loginWithCode({ code, ...(config.rememberMe && { remember: isRemembered }) });
    },
    back() {
      dismiss(error);
      setStep('email');
    },
    remember: config.rememberMe ? { isChecked: isRemembered, onChange: setRemembered } : undefined,
  };
}

/** The address that the app has passed, if it did. */
function prefilled({ email, prefill }: StartParams): string {
  const address = email ?? (prefill?.type === 'email' ? prefill.value : undefined);
  return typeof address === 'string' ? address : '';
}

/** Whether somebody has signed in since the dialog opened: here, or in another tab. */
function useArrival(isAuthenticated: boolean): boolean {
  const was = useRef(isAuthenticated);
  const [hasArrived, setArrived] = useState(false);
  useEffect(() => {
    if (isAuthenticated && !was.current) setArrived(true);
    was.current = isAuthenticated;
  }, [isAuthenticated]);
  return hasArrived;
}
