import type { ComponentType, ReactNode } from 'react';
import { useMemo, useState } from 'react';
import type { Auth } from '../engine/index.js';
import type { MoonKeyConfig } from './config.js';
import { MoonKeyContext } from './context.js';
import type { SignInDialogProps } from './dialog/sign-in-dialog.js';
import { createMoonKeyStore } from './moon-key-store.js';
import type { StartParams } from './start-params.js';
import { toStartParams } from './start-params.js';
import { useAuthSelector } from './use-auth-selector.js';
import { useCheckedProps } from './use-checked-props.js';
import { useEngine } from './use-engine.js';
import { useLoginWithEmail } from './use-login-with-email.js';
import { useLatest } from './use-latest.js';

/** What {@link MoonKeyProvider} takes: a key to make an engine for, or an engine made outside. */
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
      readonly config?: Omit<MoonKeyConfig, 'backend'>;
      readonly publishableKey?: undefined;
    }
);

interface OpenDialog {
  readonly SignInDialog: ComponentType<SignInDialogProps>;
  readonly params: StartParams;
}

/**
 * Gives the components below it their session. Safe under StrictMode, server rendering and several
 * providers in one page; unmounting it aborts no logout.
 *
 * @throws `ConfigurationError` while rendering, with the option's name, when a prop or an option is
 * wrong or unknown.
 * @example
 * ```tsx
 * <MoonKeyProvider publishableKey="pk_test_…" config={{ backend: '/api/auth' }}>
 *   <App />
 * </MoonKeyProvider>
 * ```
 */
export function MoonKeyProvider(props: MoonKeyProviderProps): ReactNode {
  useCheckedProps(props);
  const { children, config = {} } = props;
  const auth = useEngine(props);
  const latest = useLatest(config);
  const [open, setOpen] = useState<OpenDialog | null>(null);
  const scope = useMemo(() => {
    const start = (input?: unknown) => {
      const params = toStartParams(input);
      if (latest.current.onStart) return latest.current.onStart(params);
      void import('./dialog/sign-in-dialog.js').then(({ SignInDialog }) =>
        setOpen({ SignInDialog, params }),
      );
    };
    return { auth, store: createMoonKeyStore(auth, start) };
  }, [auth, latest]);

  return (
    <MoonKeyContext.Provider value={scope}>
      {children}
      {open && <DialogHost {...open} config={config} onClose={() => setOpen(null)} />}
    </MoonKeyContext.Provider>
  );
}

/** Hands the dialog its state, so that its chunk shares no module with the start, which stays one file. */
function DialogHost({
  SignInDialog,
  ...props
}: OpenDialog & Pick<SignInDialogProps, 'config' | 'onClose'>): ReactNode {
  const login = useLoginWithEmail();
  const isAuthenticated = useAuthSelector((view) => view.isAuthenticated);
  return <SignInDialog {...props} login={login} isAuthenticated={isAuthenticated} />;
}
