'use client';

import { useEffect, useState } from 'react';
import { waitFor } from 'xstate';
import type { Auth } from '../engine/auth.js';
import { createAuth } from '../engine/create-auth.js';
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
  isRetired: boolean;
}

/**
 * The engine that was passed in, or one made for the publishable key: started in an effect, and
 * disposed of when the provider is really gone.
 */
export function useEngine(source: Source): Auth {
  const [held, hold] = useState(() => make(source));
  const isCurrent = source.auth
    ? held.auth === source.auth
    : held.key === source.publishableKey && !held.isRetired;
  const engine = isCurrent ? held : make(source);
  if (!isCurrent) hold(engine);

  useEffect(() => {
    // React brings a hidden tree back with its old state: the next render makes a new engine.
    if (engine.isRetired) return hold({ ...engine });
    engine.isMounted = true;
    engine.auth.start();
    return () => {
      engine.isMounted = false;
      // StrictMode mounts again at once: only an engine still unmounted after that is done with.
      if (engine.key !== null) queueMicrotask(() => retire(engine));
    };
  }, [engine]);

  return engine.auth;
}

function make({ auth, publishableKey = '', config }: Source): Engine {
  const life = { isMounted: false, isRetired: false };
  if (auth) return { auth, key: null, ...life };
  const backend = config?.backend;
  return {
    auth: createAuth({ publishableKey, ...(backend !== undefined && { backend }) }),
    key: publishableKey,
    ...life,
  };
}

/** Lets a logout that is under way finish first. */
function retire(engine: Engine): void {
  if (engine.isMounted || engine.isRetired) return;
  engine.isRetired = true;
  const { actor, dispose } = engine.auth;
  void waitFor(
    actor,
    (snapshot) =>
      !snapshot.matches('loggingOut') &&
      !snapshot.matches({ authenticated: { intent: 'confirmingLogout' } }),
  ).then(dispose, dispose);
}
