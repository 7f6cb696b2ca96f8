import { appendCookies, createServerAuth, type ServerState } from '@moon-key/react-auth/server';
import { createContext, redirect, type MiddlewareFunction } from 'react-router';

export const serverAuth = createServerAuth();

/** Who asks: for loaders and actions, `context.get(session)`. */
export const session = createContext<ServerState>();

/** For the root: one check per request, and the cookies that renew it. */
export const withSession: MiddlewareFunction<Response> = async ({ request, context }, next) => {
  const { state, cookies } = await serverAuth.renew(request);
  context.set(session, state);
  const response = await next();
  appendCookies(response.headers, cookies);
  return response;
};

/** For routes of a signed-in user. */
export const signedIn: MiddlewareFunction<Response> = ({ context, url }) => {
  if (context.get(session).status === 'anonymous')
    throw redirect(`/sign-in?from=${encodeURIComponent(url.pathname + url.search)}`);
};
