import type { APIRoute } from 'astro';
import { serverAuth } from '../server-auth';

export const POST: APIRoute = async ({ request }) => {
  const { cookies } = await serverAuth.signOut(request);
  const headers = cookies.map((cookie): [string, string] => ['Set-Cookie', cookie]);
  return new Response(null, { status: 303, headers: [['Location', '/'], ...headers] });
};
