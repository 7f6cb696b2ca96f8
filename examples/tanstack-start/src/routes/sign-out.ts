import { createFileRoute } from '@tanstack/react-router';
import { serverAuth } from '../auth.server';

export const Route = createFileRoute('/sign-out')({
  server: {
    handlers: {
      async POST({ request }) {
        const { cookies } = await serverAuth.signOut(request);
        const headers = cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]);
        return new Response(null, { status: 303, headers: [['Location', '/'], ...headers] });
      },
    },
  },
});
