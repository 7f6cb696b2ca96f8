import { getToken } from '../../../auth';

/** Calls another API in the user's name. */
export async function GET() {
  const token = await getToken();
  if (token === null) return Response.json({ error: 'Not signed in' }, { status: 401 });
  return fetch(process.env.ORDERS_URL!, { headers: { authorization: `Bearer ${token}` } });
}
