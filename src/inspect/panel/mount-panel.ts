import type { Auth } from '../../engine/index.js';
import { aBoolean, createChecker, oneOf } from '../../options/index.js';
import type { EventLog } from '../recording/event-log.js';
import { openPanelWindow, rejoinPanelWindow } from './open-panel-window.js';
import type { Dock, Theme } from './preferences.js';
import type { MountedInspector } from './show-panel.js';
import { showPanel } from './show-panel.js';

/** How the inspector is shown. What a person arranged since, in this tab, comes first. */
export interface MountOptions {
  /**
   * Where it stands: at the `bottom` or the `right` of the page, `float`ing over it, or `inline`,
   * filling its element. Default `bottom`.
   */
  readonly dock?: Dock;
  /** Default `auto`: as the device says. */
  readonly theme?: Theme;
  /** Whether it begins unfolded. Default true. */
  readonly open?: boolean;
}

/** Shows what a log has, and will, see. */
export function mountPanel(
  container: HTMLElement,
  auth: Auth,
  log: EventLog,
  options: MountOptions = {},
): MountedInspector {
  checkMount(container, auth, options);
  const panel = showPanel(container, auth, log, {
    ...options,
    openWindow: () => openPanelWindow(auth, log) !== null,
  });
  rejoinPanelWindow(auth, log);
  return panel;
}

function checkMount(container: unknown, auth: unknown, options: MountOptions): void {
  const { check, fail } = createChecker('mountInspector');
  check(options, {
    dock: oneOf(['bottom', 'right', 'float', 'inline']),
    theme: oneOf(['light', 'dark', 'auto']),
    open: aBoolean,
  });
  if (typeof container !== 'object' || container === null || !('append' in container))
    fail('element', 'must be an element of the page, such as document.body');
  if (typeof auth !== 'object' || auth === null || !(auth as Partial<Auth>).actor)
    fail('auth', 'must be what createAuth() returned');
}
