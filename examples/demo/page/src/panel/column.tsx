import { type ReactNode, useId } from 'react';

interface ColumnProps {
  readonly title: string;
  readonly hint: ReactNode;
  readonly children: ReactNode;
}

/** A place where something can be kept. */
export function Column({ title, hint, children }: ColumnProps) {
  const id = useId();
  return (
    <section className="column" aria-labelledby={id}>
      <h3 id={id}>{title}</h3>
      <p className="hint">{hint}</p>
      <ul>{children}</ul>
    </section>
  );
}
