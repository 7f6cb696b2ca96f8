import type { ReactNode, RefObject } from 'react';
import { CODE_LENGTH, digitsOf } from './digits.js';

interface CodeFieldProps {
  readonly id: string;
  /** Uncontrolled: React would write the code into the element's attribute. */
  readonly field: RefObject<HTMLInputElement | null>;
  /** How many digits are there. */
  readonly length: number;
  readonly isBusy: boolean;
  readonly isInvalid: boolean;
  readonly onDigits: (digits: string) => void;
}

const cells = Array.from({ length: CODE_LENGTH }, (_, index) => index);

/** Where the code is entered: one field, drawn as a cell for each digit. */
export function CodeField(props: CodeFieldProps): ReactNode {
  const { id, field, length, isBusy, isInvalid, onDigits } = props;
  return (
    <div className="moonkey-code" dir="ltr" data-length={length}>
      {cells.map((cell) => (
        <span key={cell} className="moonkey-cell" />
      ))}
      <div className="moonkey-code-field">
        <input
          ref={field}
          id={`${id}code`}
          type="text"
          inputMode="numeric"
          autoComplete="one-time-code"
          readOnly={isBusy}
          aria-invalid={isInvalid}
          aria-describedby={`${id}error ${id}hint`}
          onInput={({ currentTarget }) => {
            const digits = digitsOf(currentTarget.value);
            if (digits !== currentTarget.value) currentTarget.value = digits;
            onDigits(digits);
          }}
        />
      </div>
    </div>
  );
}
