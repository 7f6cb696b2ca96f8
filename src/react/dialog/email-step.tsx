import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import { RememberCheckbox, type RememberChoice } from './remember-choice.js';
import type { StepProps } from './step-props.js';
import { SubmitButton } from './submit-button.js';

interface EmailStepProps extends StepProps {
  readonly email: string;
  /** Whether the browser may offer and keep addresses. */
  readonly isRemembered: boolean;
  /** Whether to stay signed in, where that is asked. */
  readonly remember: RememberChoice | undefined;
  readonly onEmail: (email: string) => void;
}

export function EmailStep(props: EmailStepProps): ReactNode {
  const { texts, inWords, email, isRemembered, isBusy, error, sendWait, onEmail } = props;
  const { remember } = props;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const autoComplete = isRemembered ? 'email' : 'off';
  useEffect(() => {
    input.current?.focus();
    if (error !== undefined) input.current?.select();
  }, [error]);
  return (
    <form
      autoComplete={isRemembered ? undefined : 'off'}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && sendWait === 0) onEmail(input.current?.value.trim() ?? '');
      }}
    >
      <label htmlFor={`${id}email`}>{texts.emailLabel}</label>
      <input
        ref={input}
        id={`${id}email`}
        className="moonkey-input"
        type="email"
        name="email"
        autoComplete={autoComplete}
        autoCapitalize="none"
        spellCheck={false}
        placeholder={texts.emailPlaceholder}
        defaultValue={email}
        required
        readOnly={isBusy}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}error`}
      />
      <p id={`${id}error`} className="moonkey-error" role="alert">
        {error}
      </p>
      {remember && <RememberCheckbox {...remember} label={texts.rememberMe} />}
      <SubmitButton
        isBusy={isBusy}
        isBlocked={sendWait > 0}
        label={
          isBusy
            ? texts.sendingCode
            : sendWait > 0
              ? texts.retryIn.replace('{time}', inWords(sendWait, 'short'))
              : texts.submitEmail
        }
      />
    </form>
  );
}
