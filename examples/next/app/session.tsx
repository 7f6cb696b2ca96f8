'use client';

import { MoonKeyProvider } from '@moon-key/react-auth';
import { useRefreshOnSessionChange } from '@moon-key/react-auth/router';
import type { ServerState } from '@moon-key/react-auth/next';
import { useRouter } from 'next/navigation';
import type { ReactNode } from 'react';

export function Session({ state, children }: { state: ServerState; children: ReactNode }) {
  return (
    <MoonKeyProvider
      publishableKey={process.env.NEXT_PUBLIC_MOONKEY_PUBLISHABLE_KEY!}
      initialState={state}
    >
      <RouterCache state={state} />
      {children}
    </MoonKeyProvider>
  );
}

/** What the router keeps of the last user goes with the session, in every tab. */
function RouterCache({ state }: { state: ServerState }) {
  const router = useRouter();
  useRefreshOnSessionChange(() => router.refresh(), state);
  return null;
}
