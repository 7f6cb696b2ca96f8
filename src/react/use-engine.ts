'use client';

import { useEffect, useState } from 'react';
import { type Auth, createAuth } from '../engine/index.js';
import type { MoonKeyConfig } from './config.js';

interface Source {
  readonly auth?: Auth | undefined;
  readonly publishableKey?: string | undefined;
  readonly config?: MoonKeyConfig | undefined;
}

interface Engine {
  readonly auth: Auth;
  /** The key it was made for; null for an engine made outside. */
  readonly key: string | null;
  isMounted: boolean;
}

/**
 * The engine that was passed in, or one made for the publishable key: started in an effect, and
 * disposed of when the provider is really gone.
 */
export function useEngine(source: Source): Auth {
  const [held, hold] = useState(() => make(source));
  const isCurrent = source.auth ? held.auth === source.auth : held.key === source.publishableKey;
  const engine = isCurrent ? held : make(source);
  if (!isCurrent) hold(engine);

  useEffect(() => {
    engine.isMounted = true;
    engine.auth.start();
    return () => {
      engine.isMounted = false;
      // StrictMode mounts again at once: only an engine still unmounted after that is done with.
      if (engine.key !== null) queueMicrotask(() => engine.isMounted || engine.auth.dispose());
    };
  }, [engine]);

  return engine.auth;
}

function make({ auth, publishableKey = '', config }: Source): Engine {
  if (auth) return { auth, key: null, isMounted: false };
  const backend = config?.backend;
  return {
    auth: createAuth({ publishableKey, ...(backend !== undefined && { backend }) }),
    key: publishableKey,
    isMounted: false,
  };
}
