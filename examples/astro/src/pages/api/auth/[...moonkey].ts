import type { APIRoute } from 'astro';
import { serverAuth } from '../../../server-auth';

export const ALL: APIRoute = ({ request }) => serverAuth.handler(request);
