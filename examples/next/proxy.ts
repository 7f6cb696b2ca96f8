import { appendCookies } from '@moon-key/react-auth/next';
import { NextResponse, type NextRequest } from 'next/server';
import { renew } from './auth';

export async function proxy(request: NextRequest) {
  const { state, headers, cookies } = await renew(request);
  const { pathname, search } = request.nextUrl;
  const isRefused = pathname.startsWith('/account') && state.status === 'anonymous';
  const signIn = new URL(`/sign-in?from=${encodeURIComponent(pathname + search)}`, request.url);
  const response = isRefused
    ? NextResponse.redirect(signIn)
    : NextResponse.next({ request: { headers } });
  appendCookies(response.headers, cookies);
  return response;
}

/** Not for prefetches: the router would keep a redirect that it was given for nobody. */
export const config = {
  matcher: [
    {
      source: '/((?!api/|_next/).*)',
      missing: [{ type: 'header', key: 'next-router-prefetch' }],
    },
  ],
};
