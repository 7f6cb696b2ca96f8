import { session } from '../auth.server';
import type { Route } from './+types/home';

export const loader = ({ context }: Route.LoaderArgs) => context.get(session).user;

export default function Home({ loaderData: user }: Route.ComponentProps) {
  return <h1>{user ? `Welcome, ${user.email}` : 'Welcome'}</h1>;
}
