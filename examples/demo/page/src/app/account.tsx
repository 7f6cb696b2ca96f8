import { useEffect, useState } from 'react';
import { type User, useMoonKey } from '@moon-key/react-auth';
import { day } from '../parts/format.js';
import { noteKey } from './note.js';
import { useLeaving } from './leaving.js';

/** A page for signed-in users, with data of the app's own. */
export function Account({ user }: { readonly user: User }) {
  const { ask } = useLeaving();
  const [note, setNote] = useState(() => localStorage.getItem(noteKey) ?? '');
  const answer = useProtectedRoute();

  return (
    <section className="stage">
      <h1>Your account</h1>
      <dl className="profile">
        <div>
          <dt>E-mail</dt>
          <dd>{user.email}</dd>
        </div>
        <div>
          <dt>Since</dt>
          <dd>{day(user.createdAt * 1000)}</dd>
        </div>
        <div>
          <dt>
            <code>GET /api/me</code>
          </dt>
          <dd>
            <output>{answer}</output>
          </dd>
        </div>
      </dl>
      <label className="note">
        A note, kept by this app in localStorage until you log out
        <textarea
          rows={3}
          value={note}
          placeholder="Something only you should read"
          onChange={({ currentTarget }) => {
            setNote(currentTarget.value);
            if (currentTarget.value) localStorage.setItem(noteKey, currentTarget.value);
            else localStorage.removeItem(noteKey);
          }}
        />
      </label>
      <div className="actions">
        <button type="button" className="button is-large" onClick={() => ask(true)}>
          Log out…
        </button>
      </div>
    </section>
  );
}

/** Asks a protected route of the backend with the session's JWT. */
function useProtectedRoute(): string {
  const { getSessionTokens } = useMoonKey();
  const [answer, setAnswer] = useState('asking…');
  useEffect(() => {
    let isOver = false;
    const ask = async () => {
      const tokens = await getSessionTokens();
      const response = await fetch('/api/me', {
        headers: { authorization: `Bearer ${tokens?.sessionToken ?? ''}` },
      });
      return response.ok ? 'answers: you may' : `answers: ${response.status}`;
    };
    void ask()
      .catch(() => 'cannot be reached')
      .then((text) => isOver || setAnswer(text));
    return () => {
      isOver = true;
    };
  }, [getSessionTokens]);
  return answer;
}
