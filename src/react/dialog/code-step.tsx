import type { ReactNode } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { EmailOtpConfig } from '../config.js';
import { CODE_LENGTH, digitsOf } from './digits.js';
import type { StepProps } from './step-props.js';
import { SubmitButton } from './submit-button.js';
import { useCountdown } from './use-countdown.js';

interface CodeStepProps extends StepProps {
  readonly emailOtp: EmailOtpConfig;
  readonly onCode: (code: string) => Promise<void>;
  readonly onResend: () => Promise<void>;
  readonly onBack: () => void;
}

const cells = Array.from({ length: CODE_LENGTH }, (_, index) => index);

export function CodeStep(props: CodeStepProps): ReactNode {
  const { emailOtp, isBusy, isSending, error, onCode, onResend, onBack } = props;
  const { expiresIn = 600, resendCodeTime = 60 } = emailOtp;
  const id = useId();
  // Uncontrolled: React would write the code into the element's attribute.
  const input = useRef<HTMLInputElement>(null);
  const [length, setLength] = useState(0);
  const [notice, setNotice] = useState('');
  const [left, restart] = useCountdown(resendCodeTime);

  useEffect(() => {
    input.current?.focus();
    if (error !== undefined) input.current?.select();
  }, [error]);

  const submit = () => {
    const code = digitsOf(input.current?.value ?? '');
    if (isBusy || code.length < CODE_LENGTH) return input.current?.focus();
    setNotice('');
    onCode(code).catch(() => {});
  };
  const resend = () => {
    if (isBusy || left > 0) return;
    setNotice('');
    onResend().then(
      () => {
        setNotice('A new code is on its way.');
        restart();
      },
      () => {},
    );
  };
  const minutes = Math.max(1, Math.round(expiresIn / 60));

  return (
    <form
      lang="en"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label htmlFor={`${id}code`}>Code</label>
      <div className="moonkey-code" dir="ltr" data-length={length}>
        {cells.map((cell) => (
          <span key={cell} className="moonkey-cell" />
        ))}
        <div className="moonkey-code-field">
          <input
            ref={input}
            id={`${id}code`}
            type="text"
            inputMode="numeric"
            autoComplete="one-time-code"
            readOnly={isBusy}
            aria-invalid={error !== undefined}
            aria-describedby={`${id}error ${id}hint`}
            onInput={({ currentTarget }) => {
              const digits = digitsOf(currentTarget.value);
              if (digits !== currentTarget.value) currentTarget.value = digits;
              setLength(digits.length);
              if (digits.length === CODE_LENGTH) submit();
            }}
          />
        </div>
      </div>
      <p id={`${id}error`} className="moonkey-error" role="alert">
        {error}
      </p>
      <SubmitButton isBusy={isBusy && !isSending} label="Sign in" busyLabel="Checking the code…" />
      <p id={`${id}hint`} className="moonkey-hint">
        The code is good for {minutes === 1 ? 'a minute' : `${minutes} minutes`}.
      </p>
      <p className="moonkey-links">
        <button type="button" aria-disabled={isBusy || left > 0} onClick={resend}>
          {left > 0 ? `Send again in ${left} s` : 'Send again'}
        </button>
        <button type="button" aria-disabled={isBusy} onClick={() => isBusy || onBack()}>
          Use another address
        </button>
      </p>
      <output className="moonkey-notice">{notice}</output>
    </form>
  );
}
