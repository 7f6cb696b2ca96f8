import { returnPath } from '@moon-key/react-auth/next';
import { redirect } from 'next/navigation';
import { auth } from '../../auth';
import { SignIn } from './sign-in';

type Props = { searchParams: Promise<{ from?: string | string[] }> };

/** Rendered again once somebody has signed in: that leads on. */
export default async function SignInPage({ searchParams }: Props) {
  const { user } = await auth();
  if (user) redirect(returnPath((await searchParams).from));
  return <SignIn />;
}
