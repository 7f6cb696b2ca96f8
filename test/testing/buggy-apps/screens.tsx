import type { ReactNode } from 'react';

/** What every app here shows while it cannot know who is signed in. */
export function Loading() {
  return <p>One moment…</p>;
}

/** What every app here shows when nobody is signed in. */
export function Goodbye() {
  return <p>You are logged out.</p>;
}

interface DashboardProps {
  readonly email: string;
  readonly onLogout: () => unknown;
  readonly children?: ReactNode;
}

/** What every app here shows to whoever is signed in. */
export function Dashboard({ email, onLogout, children }: DashboardProps) {
  return (
    <main>
      <p>
        Welcome, <span data-testid="user">{email}</span>
      </p>
      {children}
      <button onClick={() => void onLogout()}>Log out</button>
    </main>
  );
}
