import type { Auth, AuthOptions, InitialState } from '../engine/index.js';
import { makeAuth } from '../engine/start/make-auth.js';
import type { AuthView } from '../machines/view.js';
import type { MoonKeyConfig } from './config.js';
import { firstView, initializing, viewOfState } from '../engine/start/first-view.js';

/** The part of the provider's props that makes an engine. */
export interface EngineSource {
  readonly auth?: Auth | undefined;
  readonly publishableKey?: string | undefined;
  readonly config?: MoonKeyConfig | undefined;
  readonly initialState?: InitialState | undefined;
}

/** The engine of one provider, from the first render to the end. */
export interface HeldEngine {
  /** The engine that was passed in, or the key that this one is made for. */
  readonly source: unknown;
  /** To hand out: nothing is made or read until it is used, which is after the first commit. */
  readonly auth: Auth;
  /** What a server renders, and the client render that takes it over. */
  readonly initial: AuthView;
  /**
   * What is to be shown: `initializing` before the engine is made, unless it is known by then that
   * nobody is signed in. That is read from the device where `isRead` says so.
   */
  readonly getView: (isRead?: boolean) => AuthView;
  /**
   * Starts it; returns what stops it, unless that is taken back at once. To do so twice is to do it once.
   *
   * @param render - Renders a component, where what the server has said is not what is shown: before it
   * paints React then looks whether the page still shows what it took over.
   * @param isUnpainted - Whether the page waits for it: then it is not started for a visitor, who is known to be
   * nobody.
   */
  readonly mount: (
    render: (state: object) => void,
    isUnpainted?: boolean,
  ) => (() => void) | undefined;
}

/** Takes the engine that was passed in, or makes one for the publishable key when it is first used. */
export function holdEngine({
  auth,
  publishableKey,
  config,
  initialState,
}: EngineSource): HeldEngine {
  let engine = auth;
  let isMounted = false;
  let isGone = false;
  /** Once rendered, nobody stays nobody until the engine has its answer. */
  let first: AuthView | undefined;
  const initial = viewOfState((auth ?? { initialState }).initialState);
  const known = () => (first ??= firstView(publishableKey, initialState));
  const open = () =>
    (engine ??= makeAuth({ ...config, publishableKey, initialState } as AuthOptions));
  return {
    source: auth ?? publishableKey,
    auth: auth ?? new Proxy({} as Auth, { get: (_, name: keyof Auth) => open()[name] }),
    initial,
    getView(isRead) {
      const view = engine?.getView();
      if (isRead) known();
      return view?.ready && !isGone ? view : (first ?? initializing);
    },
    mount(render, isUnpainted) {
      if (isUnpainted && !initialState && known().ready) return;
      // It heard nothing while it was stopped: what it shows may be over.
      if (isGone) engine = undefined;
      isGone = false;
      isMounted = true;
      open().start();
      if (open().getView().user !== initial.user) render({});
      return () => {
        isMounted = false;
        // StrictMode mounts again at once: only an engine still unmounted after that is done with.
        queueMicrotask(() => {
          if (auth || isMounted || isGone) return;
          isGone = true;
          // What the server has said is old by then.
          first = initialState = undefined;
          open().dispose();
        });
      };
    },
  };
}
