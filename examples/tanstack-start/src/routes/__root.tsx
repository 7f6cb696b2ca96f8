import { MoonKeyProvider } from '@moon-key/react-auth';
import { useRefreshOnSessionChange } from '@moon-key/react-auth/router';
import { createRootRoute, HeadContent, Outlet, Scripts, useRouter } from '@tanstack/react-router';
import { Header } from '../header';
import { getSession } from '../session';

export const Route = createRootRoute({
  beforeLoad: async () => ({ session: await getSession() }),
  head: () => ({
    meta: [
      { charSet: 'utf-8' },
      { name: 'viewport', content: 'width=device-width, initial-scale=1' },
      { title: 'My app' },
    ],
  }),
  component: Root,
});

function Root() {
  return (
    <html lang="en">
      <head>
        <HeadContent />
      </head>
      <body>
        <MoonKeyProvider
          publishableKey={import.meta.env.VITE_MOONKEY_PUBLISHABLE_KEY}
          initialState={Route.useRouteContext().session}
        >
          <RouterCache />
          <Header />
          <main>
            <Outlet />
          </main>
        </MoonKeyProvider>
        <Scripts />
      </body>
    </html>
  );
}

/** What the router keeps of the last user goes with the session, in every tab. */
function RouterCache() {
  const router = useRouter();
  useRefreshOnSessionChange(() => {
    router.clearCache();
    return router.invalidate();
  }, Route.useRouteContext().session);
  return null;
}
