import { auth } from '../auth';

export default async function Home() {
  const { user } = await auth();
  return <h1>{user ? `Welcome, ${user.email}` : 'Welcome'}</h1>;
}
