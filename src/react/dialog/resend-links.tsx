import type { ReactNode } from 'react';
import { useState } from 'react';
import type { EmailOtpConfig } from '../config.js';
import type { StepProps } from './step-props.js';
import { useCountdown } from './use-countdown.js';

interface ResendLinksProps extends StepProps {
  readonly emailOtp: EmailOtpConfig;
  readonly onResend: () => Promise<void>;
  readonly onBack: () => void;
}

/** Another code, in its time; or another address. */
export function ResendLinks(props: ResendLinksProps): ReactNode {
  const { texts, inWords, emailOtp, isBusy, sendWait, onResend, onBack } = props;
  const { resendCodeTime = 60 } = emailOtp;
  const [pause, startPause] = useCountdown(resendCodeTime);
  const [isResent, setResent] = useState(false);
  const wait = Math.max(pause, sendWait);

  const resend = () => {
    if (isBusy || wait > 0) return;
    setResent(false);
    onResend().then(
      () => {
        setResent(true);
        startPause(resendCodeTime);
      },
      () => {},
    );
  };

  return (
    <>
      <p className="moonkey-links">
        <button type="button" aria-disabled={isBusy || wait > 0} onClick={resend}>
          {wait > 0 ? texts.resendIn.replace('{time}', inWords(wait, 'short')) : texts.resend}
        </button>
        <button type="button" aria-disabled={isBusy} onClick={() => isBusy || onBack()}>
          {texts.changeEmail}
        </button>
      </p>
      <output className="moonkey-notice">{isResent && !isBusy ? texts.resent : ''}</output>
    </>
  );
}
