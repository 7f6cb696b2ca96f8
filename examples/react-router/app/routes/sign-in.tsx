import { useMoonKey } from '@moon-key/react-auth';
import { returnPath } from '@moon-key/react-auth/server';
import { redirect } from 'react-router';
import { session } from '../auth.server';
import type { Route } from './+types/sign-in';

/** Asked again once somebody has signed in: that leads on. */
export function loader({ context, url }: Route.LoaderArgs) {
  if (context.get(session).user) throw redirect(returnPath(url.searchParams.get('from')));
}

export default function SignIn() {
  const { start } = useMoonKey();
  return <button onClick={start}>Sign in by e-mail</button>;
}
