import type { ReactNode } from 'react';

interface RecordProps {
  /** What kind of thing this is. */
  readonly kind: string;
  readonly isGone?: boolean;
  /** What is said once it is gone. */
  readonly gone?: string;
  readonly tone?: 'warn' | 'mark';
  readonly children: ReactNode;
}

/** One thing that is kept somewhere, or was until a moment ago. */
export function Record({ kind, isGone = false, gone = 'gone', tone, children }: RecordProps) {
  return (
    <li className="record" data-gone={isGone || undefined} data-tone={tone}>
      <p className="record-kind">
        <span>{kind}</span>
        {isGone && <strong>{gone}</strong>}
      </p>
      <div className="record-body">{children}</div>
    </li>
  );
}

/** Said in place of records. */
export function Nothing({ children }: { readonly children: ReactNode }) {
  return <li className="nothing">{children}</li>;
}
