import { useCommits } from './commits.js';

interface Props {
  /** Whether it is known if someone is signed in. */
  readonly ready: boolean;
  /** Of the user; null when nobody is signed in. */
  readonly email: string | null;
  readonly logout: () => void;
}

let calledAt = NaN;

/** When the page last called its `logout()`, by `performance.now()`. */
export const logoutCalledAt = (): number => calledAt;

/** What every page under test shows: the user and a way out, or nobody. */
export function Account({ ready, email, logout }: Props) {
  useCommits(ready, email !== null);
  if (!ready) return <p>One moment…</p>;
  if (email === null) return <p>Bye</p>;
  const onClick = () => {
    calledAt = performance.now();
    logout();
  };
  return <button onClick={onClick}>Log out {email}</button>;
}
