import { useCommits } from './commits.js';

interface Props {
  /** Whether it is known if someone is signed in. */
  readonly ready: boolean;
  /** Of the user; null when nobody is signed in. */
  readonly email: string | null;
  readonly logout: () => void;
}

/** What every page under test shows: the user and a way out, or nobody. */
export function Account({ ready, email, logout }: Props) {
  useCommits(ready, email !== null);
  if (!ready) return <p>One moment…</p>;
  return email === null ? <p>Bye</p> : <button onClick={logout}>Log out {email}</button>;
}
