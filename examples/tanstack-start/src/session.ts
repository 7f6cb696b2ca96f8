import { appendCookies, type ServerState } from '@moon-key/react-auth/server';
import { createMiddleware, createServerFn } from '@tanstack/react-start';
import { serverAuth } from './auth.server';

/** For every request: one check, and the cookies that renew it. */
export const withSession = createMiddleware().server(async ({ request, next }) => {
  const { state, cookies } = await serverAuth.renew(request);
  const result = await next({ context: { session: state } });
  appendCookies(result.response.headers, cookies);
  return result;
});

/** Who asks: in `beforeLoad` and loaders, `context.session`. */
export const getSession = createServerFn().handler(({ context }) => context.session);

/** For server functions of a signed-in user: the guard of a route does not protect them. */
export const signedIn = createMiddleware({ type: 'function' })
  .middleware([withSession])
  .server(({ context, next }) => {
    const { user } = context.session;
    if (!user) throw new Error('Nobody is signed in, or who it is could not be found out');
    return next({ context: { user } });
  });

declare module '@tanstack/react-router' {
  interface SerializableExtensions {
    /** It is plain data. */
    session: ServerState;
  }
}
