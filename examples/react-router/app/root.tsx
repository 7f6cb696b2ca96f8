import { MoonKeyProvider } from '@moon-key/react-auth';
import { useRefreshOnSessionChange } from '@moon-key/react-auth/router';
import { Links, Meta, Outlet, Scripts, ScrollRestoration, useRevalidator } from 'react-router';
import type { Route } from './+types/root';
import { session, withSession } from './auth.server';
import { Header } from './header';

export const middleware = [withSession];

export const loader = ({ context }: Route.LoaderArgs) => context.get(session);

export default function Root({ loaderData: state }: Route.ComponentProps) {
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <Meta />
        <Links />
      </head>
      <body>
        <MoonKeyProvider
          publishableKey={import.meta.env.VITE_MOONKEY_PUBLISHABLE_KEY}
          initialState={state}
        >
          <LoaderData state={state} />
          <Header />
          <main>
            <Outlet />
          </main>
        </MoonKeyProvider>
        <ScrollRestoration />
        <Scripts />
      </body>
    </html>
  );
}

/** What loaders have said of the last user goes with the session, in every tab. */
function LoaderData({ state }: { state: Route.ComponentProps['loaderData'] }) {
  const { revalidate } = useRevalidator();
  useRefreshOnSessionChange(revalidate, state);
  return null;
}
