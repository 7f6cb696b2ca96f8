import type { ReactNode } from 'react';
import { useId, useLayoutEffect, useRef, useState } from 'react';
import type { EmailOtpConfig } from '../config.js';
import { CodeField } from './code-field.js';
import { CODE_LENGTH, digitsOf } from './digits.js';
import { ResendLinks } from './resend-links.js';
import type { StepProps } from './step-props.js';
import { SubmitButton } from './submit-button.js';

interface CodeStepProps extends StepProps {
  readonly emailOtp: EmailOtpConfig;
  /** Busy with sending another code, to be exact. */
  readonly isSending: boolean;
  /** Seconds until a code is checked again, as the backend said. */
  readonly verifyWait: number;
  /** Whether the first code was right and `error` asks for a second one. */
  readonly isForSecond: boolean;
  readonly onCode: (code: string) => void;
  readonly onResend: () => Promise<void>;
  readonly onBack: () => void;
}

export function CodeStep(props: CodeStepProps): ReactNode {
  const { texts, inWords, emailOtp, isBusy, isSending, error, verifyWait, onCode } = props;
  const { isForSecond } = props;
  const { expiresIn = 600 } = emailOtp;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [length, setLength] = useState(0);
  const isChecking = isBusy && !isSending;

  // Before anybody sees the message: what is typed next takes the wrong code's place.
  useLayoutEffect(() => {
    const field = input.current;
    field?.focus();
    if (error !== undefined) field?.select();
    if (!isForSecond || field === null) return;
    field.value = '';
    setLength(0);
  }, [error, isForSecond]);

  const submit = () => {
    const code = digitsOf(input.current?.value ?? '');
    if (isBusy || verifyWait > 0 || code.length < CODE_LENGTH) return input.current?.focus();
    onCode(code);
  };

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <label htmlFor={`${id}code`}>{texts.codeLabel}</label>
      <CodeField
        {...{ id, length, isBusy }}
        field={input}
        isInvalid={error !== undefined && !isForSecond}
        onDigits={(digits) => {
          setLength(digits.length);
          if (digits.length === CODE_LENGTH) submit();
        }}
      />
      <p id={`${id}error`} className={isForSecond ? 'moonkey-hint' : 'moonkey-error'} role="alert">
        {error}
      </p>
      <SubmitButton
        isBusy={isChecking}
        isBlocked={verifyWait > 0}
        label={isChecking ? texts.checkingCode : submitLabel(props)}
      />
      <p id={`${id}hint`} className="moonkey-hint">
        {texts.codeExpiry.replace('{time}', inWords(expiresIn, 'long'))}
      </p>
      <ResendLinks {...props} />
    </form>
  );
}

function submitLabel({ texts, inWords, verifyWait }: CodeStepProps): string {
  if (verifyWait === 0) return texts.submitCode;
  return texts.retryIn.replace('{time}', inWords(verifyWait, 'short'));
}
