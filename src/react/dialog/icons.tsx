import type { ReactNode } from 'react';

/** A key whose bow is a moon. */
export function Mark(): ReactNode {
  return (
    <svg className="moonkey-mark" viewBox="0 0 48 48" aria-hidden="true">
      <rect width="48" height="48" rx="14" />
      <path d="M24.6 10.5a8.6 8.6 0 1 0 6.9 12.3 7 7 0 0 1-6.9-12.3Z" />
      <path d="M22.2 26.6h3.6v3.1h3.4v3.2h-3.4v4.6h-3.6Z" />
    </svg>
  );
}

export function DoneIcon(): ReactNode {
  return (
    <svg className="moonkey-mark moonkey-done" viewBox="0 0 48 48" aria-hidden="true">
      <rect width="48" height="48" rx="24" />
      <path d="m15 24.5 6.5 6.5L34 18" />
    </svg>
  );
}

export function CloseIcon(): ReactNode {
  return (
    <svg viewBox="0 0 16 16" aria-hidden="true">
      <path d="m3.5 3.5 9 9m0-9-9 9" />
    </svg>
  );
}
