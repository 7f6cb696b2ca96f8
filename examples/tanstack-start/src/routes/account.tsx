import { Authenticated } from '@moon-key/react-auth';
import { createFileRoute, redirect, useRouter } from '@tanstack/react-router';
import { createServerFn } from '@tanstack/react-start';
import { notes } from '../notes.server';
import { signedIn } from '../session';

const getAccount = createServerFn()
  .middleware([signedIn])
  .handler(({ context: { user } }) => ({
    email: user.email,
    note: notes.get(user.id) ?? 'none',
  }));

const saveNote = createServerFn({ method: 'POST' })
  .middleware([signedIn])
  .validator((form: FormData) => String(form.get('note')))
  .handler(({ context: { user }, data: note }) => void notes.set(user.id, note));

export const Route = createFileRoute('/account')({
  beforeLoad({ context, location }) {
    if (context.session.status === 'anonymous')
      throw redirect({ to: '/sign-in', search: { from: location.href } });
  },
  loader: () => getAccount(),
  component: Account,
});

function Account() {
  const router = useRouter();
  const { email, note } = Route.useLoaderData();
  return (
    <Authenticated>
      <h1>Account of {email}</h1>
      <p>Note: {note}</p>
      <form
        action={async (form) => {
          await saveNote({ data: form });
          await router.invalidate();
        }}
      >
        <input name="note" aria-label="Note" /> <button>Save</button>
      </form>
      <form method="post" action="/sign-out">
        <button>Sign out on the server</button>
      </form>
    </Authenticated>
  );
}
