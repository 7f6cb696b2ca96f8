import type { ReactNode } from 'react';
import type { Auth } from '../engine/index.js';
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
      readonly auth?: undefined;
    }
  | {
      /** An engine from `createAuth()`: started here, and never disposed of. */
      readonly auth: Auth;
      readonly config?: Omit<MoonKeyConfig, 'backend' | 'idle'>;
      readonly publishableKey?: undefined;
    }
);
