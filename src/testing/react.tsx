'use client';

import type { ReactNode } from 'react';
import { useMemo } from 'react';
import type { MoonKeyProviderProps } from '../react/index.js';
import { MoonKeyProvider } from '../react/index.js';
import type { TestAuth, TestAuthOptions } from './kit/test-auth.js';
import { createTestAuth } from './kit/test-auth.js';

/** What {@link MoonKeyTestProvider} takes: a state, or an engine from `createTestAuth`. */
export interface MoonKeyTestProviderProps extends TestAuthOptions {
  readonly auth?: TestAuth;
  readonly config?: Omit<NonNullable<MoonKeyProviderProps['config']>, 'backend'>;
  readonly children?: ReactNode;
}

/**
 * Gives the components below it a session in the state of your choice: for tests and for Storybook.
 * Another state makes another engine.
 *
 * @example
 * ```tsx
 * render(<MoonKeyTestProvider status="loggedOut"><Header /></MoonKeyTestProvider>)
 * ```
 */
export function MoonKeyTestProvider({
  auth,
  config,
  children,
  ...state
}: MoonKeyTestProviderProps): ReactNode {
  const key = JSON.stringify([state.status, state.user, state.storage, state.pendingRevocations]);
  const made = useMemo(
    () => ({ key, auth: auth ?? createTestAuth(state) }),
    // oxlint-disable-next-line react/exhaustive-deps -- objects made in place would make an engine at each render
    [auth, key],
  );
  return (
    <MoonKeyProvider auth={made.auth} {...(config && { config })}>
      {children}
    </MoonKeyProvider>
  );
}
