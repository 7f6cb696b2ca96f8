import { appendCookies } from '@moon-key/react-auth/server';
import { defineMiddleware } from 'astro:middleware';
import { serverAuth } from './server-auth';

/** One check per request, and the cookies that renew it. */
export const onRequest = defineMiddleware(async ({ request, url, locals, redirect }, next) => {
  const { state, cookies } = await serverAuth.renew(request);
  locals.session = state;
  const isRefused = url.pathname.startsWith('/account') && state.status === 'anonymous';
  const response = isRefused
    ? redirect(`/sign-in?from=${encodeURIComponent(url.pathname + url.search)}`)
    : await next();
  appendCookies(response.headers, cookies);
  // A page of a user is kept by nobody, the browser's back button included.
  if (state.user) response.headers.set('Cache-Control', 'no-store');
  return response;
});
