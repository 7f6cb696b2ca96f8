import { redirect } from 'react-router';
import { serverAuth } from '../auth.server';
import type { Route } from './+types/sign-out';

export async function action({ request }: Route.ActionArgs) {
  const { cookies } = await serverAuth.signOut(request);
  return redirect('/', { headers: cookies.map((cookie) => ['Set-Cookie', cookie]) });
}
