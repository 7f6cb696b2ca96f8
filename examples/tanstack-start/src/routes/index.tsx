import { createFileRoute } from '@tanstack/react-router';

export const Route = createFileRoute('/')({ component: Home });

function Home() {
  const { user } = Route.useRouteContext().session;
  return <h1>{user ? `Welcome, ${user.email}` : 'Welcome'}</h1>;
}
