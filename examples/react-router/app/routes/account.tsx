import { Authenticated } from '@moon-key/react-auth';
import { Form } from 'react-router';
import { session, signedIn } from '../auth.server';
import { notes } from '../notes.server';
import type { Route } from './+types/account';

export const middleware = [signedIn];

const userOf = (context: Route.LoaderArgs['context']) => {
  const { user } = context.get(session);
  if (!user) throw new Response('Who is signed in could not be found out', { status: 503 });
  return user;
};

export function loader({ context }: Route.LoaderArgs) {
  const { id, email } = userOf(context);
  return { email, note: notes.get(id) ?? 'none' };
}

export async function action({ context, request }: Route.ActionArgs) {
  const form = await request.formData();
  notes.set(userOf(context).id, String(form.get('note')));
}

export default function Account({ loaderData: { email, note } }: Route.ComponentProps) {
  return (
    <Authenticated>
      <h1>Account of {email}</h1>
      <p>Note: {note}</p>
      <Form method="post">
        <input name="note" aria-label="Note" /> <button>Save</button>
      </Form>
      <Form method="post" action="/sign-out">
        <button>Sign out on the server</button>
      </Form>
    </Authenticated>
  );
}
