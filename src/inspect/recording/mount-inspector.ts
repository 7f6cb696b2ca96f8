import type { Auth } from '../../engine/index.js';
import type { MountOptions } from '../panel/mount-panel.js';
import type { MountedInspector } from '../panel/show-panel.js';
import type { InspectorOptions } from './create-inspector.js';
import { createInspector } from './create-inspector.js';

/**
 * Shows the statechart of a running engine next to the app: framework-free, offline, redacted. What
 * happened before the call is not in its log; use {@link createInspector} to see everything.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * import { mountInspector } from '@moon-key/react-auth/inspect'
 *
 * mountInspector(document.body, auth)
 * ```
 */
export function mountInspector(
  element: HTMLElement,
  auth: Auth,
  options: MountOptions & InspectorOptions = {},
): MountedInspector {
  const { limit, machines, ...mountOptions } = options;
  const inspector = createInspector({
    ...(limit === undefined ? {} : { limit }),
    ...(machines === undefined ? {} : { machines }),
  });
  return inspector.mount(element, auth, mountOptions);
}

/**
 * {@link mountInspector} in a window of its own, on this origin. Call it in a click's handler, or the
 * browser may block the window: then it returns null.
 */
export function openInspectorWindow(
  auth: Auth,
  options: InspectorOptions = {},
): MountedInspector | null {
  return createInspector(options).openWindow(auth);
}
