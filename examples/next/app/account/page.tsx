import { Authenticated } from '@moon-key/react-auth';
import { redirect } from 'next/navigation';
import { auth } from '../../auth';
import { notes } from '../../notes';
import { leave, saveNote } from '../actions';

export default async function Account() {
  const { status, user, claims } = await auth();
  if (status === 'anonymous') redirect('/sign-in?from=/account');
  if (!user) throw new Error('Who is signed in could not be found out: try again.');
  return (
    <Authenticated>
      <h1>Account of {user.email}</h1>
      <p>Role: {String(claims?.role)}</p>
      <p>Note: {notes.get(user.id) ?? 'none'}</p>
      <form action={saveNote}>
        <input name="note" aria-label="Note" /> <button>Save</button>
      </form>
      <form action={leave}>
        <button>Sign out on the server</button>
      </form>
    </Authenticated>
  );
}
