import type { Auth, AuthOptions } from '../engine/index.js';
import { makeAuth } from '../engine/start/make-auth.js';
import type { MoonKeyConfig } from './config.js';

/** The part of the provider's props that makes an engine. */
export interface EngineSource {
  readonly auth?: Auth | undefined;
  readonly publishableKey?: string | undefined;
  readonly config?: MoonKeyConfig | undefined;
}

/** The engine of one provider, from the first render to the end. */
export interface HeldEngine {
  /** The engine that was passed in, or the key that this one is made for. */
  readonly source: unknown;
  /** To hand out: nothing is made or read until it is used, which is after the first commit. */
  readonly auth: Auth;
  /** The engine whose view can be shown; undefined before it is made, and after it was disposed of. */
  readonly current: () => Auth | undefined;
  /** Starts it; returns what stops it, unless that is taken back at once. */
  readonly mount: () => () => void;
}

/** Takes the engine that was passed in, or makes one for the publishable key when it is first used. */
export function holdEngine({ auth, publishableKey, config }: EngineSource): HeldEngine {
  let engine = auth;
  let isMounted = false;
  let isGone = false;
  const open = () =>
    (engine ??= makeAuth({ publishableKey, backend: config?.backend } as AuthOptions));
  return {
    source: auth ?? publishableKey,
    auth: auth ?? new Proxy({} as Auth, { get: (_, name: keyof Auth) => open()[name] }),
    current: () => (isGone ? undefined : engine),
    mount() {
      // It heard nothing while it was stopped: what it shows may be over.
      if (isGone) engine = undefined;
      isGone = false;
      isMounted = true;
      const running = open();
      running.start();
      return () => {
        isMounted = false;
        // StrictMode mounts again at once: only an engine still unmounted after that is done with.
        queueMicrotask(() => {
          if (auth || isMounted || isGone) return;
          isGone = true;
          running.dispose();
        });
      };
    },
  };
}
