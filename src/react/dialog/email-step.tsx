import type { ReactNode } from 'react';
import { useEffect, useId, useRef } from 'react';
import type { StepProps } from './step-props.js';
import { SubmitButton } from './submit-button.js';

interface EmailStepProps extends StepProps {
  readonly email: string;
  readonly onEmail: (email: string) => Promise<void>;
}

export function EmailStep({ email, isBusy, error, onEmail }: EmailStepProps): ReactNode {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    input.current?.focus();
    if (error !== undefined) input.current?.select();
  }, [error]);
  return (
    <form
      lang="en"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy) onEmail(input.current?.value.trim() ?? '').catch(() => {});
      }}
    >
      <label htmlFor={`${id}email`}>E-mail address</label>
      <input
        ref={input}
        id={`${id}email`}
        className="moonkey-input"
        type="email"
        name="email"
        autoComplete="email"
        autoCapitalize="none"
        spellCheck={false}
        placeholder="you@example.com"
        defaultValue={email}
        required
        readOnly={isBusy}
        aria-invalid={error !== undefined}
        aria-describedby={`${id}error`}
      />
      <p id={`${id}error`} className="moonkey-error" role="alert">
        {error}
      </p>
      <SubmitButton isBusy={isBusy} label="Continue" busyLabel="Sending the code…" />
    </form>
  );
}
