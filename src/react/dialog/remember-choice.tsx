import type { ReactNode } from 'react';
import { useId } from 'react';

/** What a user chooses: whether the session outlives its last tab. */
export interface RememberChoice {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

/** The checkbox for it. */
export function RememberCheckbox({
  label,
  isChecked,
  onChange,
}: RememberChoice & { readonly label: string }): ReactNode {
  const id = useId();
  return (
    <div className="moonkey-remember">
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}
