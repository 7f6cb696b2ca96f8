import type { ReactNode } from 'react';
import type { Auth, InitialState } from '../engine/index.js';
import type { MoonKeyConfig } from './config.js';

/**
 * What `MoonKeyProvider` takes: a key to make an engine for, or an engine made outside. `data-*` and
 * `aria-*` props, as build plugins add them, are let through, and ignored.
 */
export type MoonKeyProviderProps = { readonly children?: ReactNode } & (
  | {
      /** `pk_test_…` or `pk_live_…`. Another key makes another engine. */
      readonly publishableKey: string;
      readonly config?: MoonKeyConfig;
      /**
       * What `getServerState` has said as the page was rendered: the user is known from the first render on.
       * Read once, as the engine is made.
       */
      readonly initialState?: InitialState | undefined;
      readonly auth?: undefined;
    }
  | {
      /** An engine from `createAuth()`: started here, and never disposed of. */
      readonly auth: Auth;
      readonly config?: Omit<
        MoonKeyConfig,
        'backend' | 'credentials' | 'headers' | 'idle' | 'tokens'
      >;
      readonly initialState?: undefined;
      readonly publishableKey?: undefined;
    }
);
