'use client';

import { useLayoutEffect, useState } from 'react';
import { makeAuth } from '../engine/start/make-auth.js';
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
  /** The engine that was passed in, or the key that this one was made for. */
  readonly source: unknown;
  isMounted: boolean;
}

/**
 * The engine that was passed in, or one made for the publishable key: started in an effect, and
 * disposed of when the provider is really gone.
 */
export function useEngine(props: EngineSource): Auth {
  const source = props.auth ?? props.publishableKey;
  const [held, hold] = useState(() => make(source, props));
  const engine = held.source === source ? held : make(source, props);
  if (engine !== held) hold(engine);

  useLayoutEffect(() => {
    const { auth } = engine;
    engine.isMounted = true;
    auth.start();
    return () => {
      engine.isMounted = false;
      // StrictMode mounts again at once: only an engine still unmounted after that is done with.
      if (engine.source !== auth) queueMicrotask(() => engine.isMounted || auth.dispose());
    };
  }, [engine]);

  return engine.auth;
}

function make(source: unknown, props: EngineSource): Engine {
  const { auth = makeAuth(toAuthOptions(props)) } = props;
  if (!auth.getView) throw new TypeError('"auth" must be made by createAuth().');
  return { auth, source, isMounted: false };
}

/** What an engine is made of: checked where it is made, and by whoever checks the props. */
export function toAuthOptions({ publishableKey, config }: EngineSource): AuthOptions {
  return { publishableKey, backend: config?.backend } as AuthOptions;
}
