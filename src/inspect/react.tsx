'use client';

import type { ReactElement } from 'react';
import { useContext, useEffect, useRef } from 'react';
import type { Auth } from '../engine/index.js';
import { MoonKeyContext } from '../react/context.js';
import type { MountOptions } from './panel/mount-panel.js';
import type { MountedInspector } from './panel/show-panel.js';
import type { Inspector } from './recording/create-inspector.js';

/** What {@link MoonKeyInspector} takes. Read once, when it is mounted. */
export interface MoonKeyInspectorProps extends MountOptions {
  /** The engine. Default: that of the nearest `MoonKeyProvider`. */
  readonly auth?: Auth;
  /** What `createInspector()` returned, if the log shall begin with the engine's first step. */
  readonly inspector?: Inspector;
}

/**
 * The offline inspector as a component, for development. Its code is loaded when it is mounted.
 *
 * @throws Error when there is neither an `auth` nor a provider above it.
 * @example
 * ```tsx
 * <MoonKeyProvider publishableKey="pk_test_1">
 *   <App />
 *   {import.meta.env.DEV && <MoonKeyInspector />}
 * </MoonKeyProvider>
 * ```
 */
export function MoonKeyInspector({
  auth: ownAuth,
  inspector,
  ...options
}: MoonKeyInspectorProps): ReactElement {
  const scope = useContext(MoonKeyContext);
  const auth = ownAuth ?? scope?.auth;
  if (!auth)
    throw new Error(
      'MoonKeyInspector needs an engine: put it inside <MoonKeyProvider>, or pass auth={createAuth(…)}.',
    );
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(options);

  useEffect(() => {
    let mounted: MountedInspector | undefined;
    let gone = false;
    const mount = async (): Promise<void> => {
      const { mountInspector } = await import('./recording/mount-inspector.js');
      if (gone || !place.current) return;
      mounted = inspector
        ? inspector.mount(place.current, auth, first.current)
        : mountInspector(place.current, auth, first.current);
    };
    void mount();
    return () => {
      gone = true;
      mounted?.unmount();
    };
  }, [auth, inspector]);

  return <div ref={place} data-moonkey-inspector-place="" />;
}
