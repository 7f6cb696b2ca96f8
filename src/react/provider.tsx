import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { MoonKeyContext } from './context.js';
import type { DialogProps } from './dialog/dialog.js';
import type { ReadyDialog } from './dialog/index.js';
import { loadDialog } from './load-dialog.js';
import { createMoonKeyStore } from './moon-key-store.js';
import type { MoonKeyProviderProps } from './provider-props.js';
import { requireWorkable } from './require-workable.js';
import type { StartParams } from './start-params.js';
import { toStartParams } from './start-params.js';
import { useAuthSelector } from './use-auth-selector.js';
import { useCheckedProps } from './use-checked-props.js';
import { EngineLife, useEngine } from './use-engine.js';
import { useLoginWithEmail } from './use-login-with-email.js';
import { useLatest } from './use-latest.js';

interface OpenDialog extends ReadyDialog {
  /** Null while it is closed: what keeps its faults from the app stays. */
  readonly params: StartParams | null;
}

/**
 * Gives the components below it their session. Safe under StrictMode, server rendering and several
 * providers in one page; unmounting it aborts no logout.
 *
 * @throws `ConfigurationError` at the first render, with the option's name, for what cannot work: the
 * key, `auth`, `config.backend`, `config.onStart`. What else is wrong or unknown is a `console.error`
 * in development, and nothing in production.
 * @example
 * ```tsx
 * <MoonKeyProvider publishableKey="pk_test_…" config={{ backend: '/api/auth' }}>
 *   <App />
 * </MoonKeyProvider>
 * ```
 */
export function MoonKeyProvider(props: MoonKeyProviderProps): ReactNode {
  requireWorkable(props);
  useCheckedProps(props);
  const { children, config = {} } = props;
  const held = useEngine(props);
  const latest = useLatest(config);
  const [dialog, setDialog] = useState<OpenDialog | null>(null);
  const scope = useMemo(() => {
    const start = (input?: unknown) => {
      const params = toStartParams(input);
      if (latest.current.onStart) return latest.current.onStart(params);
      // A second click opens no second dialog.
      void loadDialog(latest.current, (loaded) =>
        setDialog((open) => (open?.params ? open : { ...loaded, params })),
      );
    };
    return { auth: held.auth, store: createMoonKeyStore(held, start) };
  }, [held, latest]);

  return (
    <MoonKeyContext.Provider value={scope}>
      {/* React 18 warns of every layout effect that a server renders. */}
      {globalThis.window && <EngineLife held={held} />}
      {children}
      {dialog && (
        <DialogHost
          {...{ ...dialog, config }}
          onClose={() => setDialog((open) => open && { ...open, params: null })}
        />
      )}
    </MoonKeyContext.Provider>
  );
}

/** Hands the dialog its state, so that its chunk shares no module with the start, which stays one file. */
function DialogHost({
  Dialog,
  ...props
}: OpenDialog & Pick<DialogProps, 'config' | 'onClose'>): ReactNode {
  const login = useLoginWithEmail();
  const isAuthenticated = useAuthSelector((view) => view.isAuthenticated);
  return <Dialog {...props} {...{ login, isAuthenticated }} />;
}
