'use client';

import { useEffect, useState } from 'react';
import { createEngine } from '../engine/create-engine.js';
import type { Auth, AuthOptions } from '../engine/index.js';
import type { MoonKeyConfig } from './config.js';

/** The part of the provider's props that makes an engine. */
export interface EngineSource {
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
export function useEngine(source: EngineSource): Auth {
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

function make(source: EngineSource): Engine {
  const { auth, publishableKey = null } = source;
  if (!auth)
    return { auth: createEngine(toAuthOptions(source)), key: publishableKey, isMounted: false };
  if (!auth.actor) throw new TypeError('"auth" must be an engine, made by createAuth().');
  return { auth, key: null, isMounted: false };
}

export function toAuthOptions({ publishableKey = '', config }: EngineSource): AuthOptions {
  const backend = config?.backend;
  return backend === undefined ? { publishableKey } : { publishableKey, backend };
}
