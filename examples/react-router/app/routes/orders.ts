import { serverAuth } from '../auth.server';
import type { Route } from './+types/orders';

/** Calls another API in the user's name. */
export async function loader({ request }: Route.LoaderArgs) {
  const token = await serverAuth.getToken(request);
  if (token === null) return Response.json({ error: 'Not signed in' }, { status: 401 });
  return fetch(process.env.ORDERS_URL!, { headers: { authorization: `Bearer ${token}` } });
}
