import type { APIRoute } from 'astro';
import { serverAuth } from '../../server-auth';

/** Calls another API in the user's name. */
export const GET: APIRoute = async ({ request }) => {
  const token = await serverAuth.getToken(request);
  if (token === null) return Response.json({ error: 'Not signed in' }, { status: 401 });
  const headers = { authorization: `Bearer ${token}` };
  return Response.json(await (await fetch(process.env.ORDERS_URL!, { headers })).json());
};
