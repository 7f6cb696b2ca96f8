import { createFileRoute } from '@tanstack/react-router';
import { serverAuth } from '../auth.server';

/** Calls another API in the user's name. */
export const Route = createFileRoute('/api/orders')({
  server: {
    handlers: {
      async GET({ request }) {
        const token = await serverAuth.getToken(request);
        if (token === null) return Response.json({ error: 'Not signed in' }, { status: 401 });
        return fetch(process.env.ORDERS_URL!, { headers: { authorization: `Bearer ${token}` } });
      },
    },
  },
});
