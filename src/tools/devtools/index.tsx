import type { ReactNode } from 'react';
import type { MoonKeyInspectorProps } from '../../inspect/index.js';
import { MoonKeyInspector } from '../../inspect/index.js';

/** A plugin as `<TanStackDevtools plugins={[…]} />` takes it. */
export interface DevtoolsPlugin {
  readonly id: string;
  readonly name: string;
  readonly render: ReactNode;
}

/**
 * The inspector as a plugin of TanStack Devtools, which must stand inside of the provider.
 *
 * @example
 * ```tsx
 * import { TanStackDevtools } from '@tanstack/react-devtools'
 * import { moonKeyDevtools } from '@moon-key/react-auth/devtools'
 *
 * <TanStackDevtools plugins={[moonKeyDevtools()]} />
 * ```
 */
export function moonKeyDevtools(props: Omit<MoonKeyInspectorProps, 'dock'> = {}): DevtoolsPlugin {
  return {
    id: 'moonkey',
    name: 'MoonKey',
    render: (
      <div style={{ height: '100%', minHeight: 320 }}>
        <MoonKeyInspector {...props} dock="inline" />
      </div>
    ),
  };
}
