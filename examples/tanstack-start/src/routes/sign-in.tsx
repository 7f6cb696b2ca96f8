import { useMoonKey } from '@moon-key/react-auth';
import { returnPath } from '@moon-key/react-auth/router';
import { createFileRoute, redirect } from '@tanstack/react-router';

export const Route = createFileRoute('/sign-in')({
  validateSearch: ({ from }): { from?: string } => ({ from: returnPath(from) }),
  /** Asked again once somebody has signed in: that leads on. */
  beforeLoad({ context, search }) {
    if (context.session.user) throw redirect({ href: returnPath(search.from) });
  },
  component: SignIn,
});

function SignIn() {
  const { start } = useMoonKey();
  return <button onClick={start}>Sign in by e-mail</button>;
}
