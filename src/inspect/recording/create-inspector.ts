import type { InspectionEvent } from 'xstate';
import type { Auth } from '../../engine/index.js';
import { createChecker, wholeNumber } from '../../options/index.js';
import type { MountOptions } from '../panel/mount-panel.js';
import type { MountedInspector } from '../panel/show-panel.js';
import { mountPanel } from '../panel/mount-panel.js';
import { openPanelWindow } from '../panel/open-panel-window.js';
import { allowListsRule } from '../redact/allow-list.js';
import type { RedactionOptions } from '../redact/redacted-inspector.js';
import { EventLog } from './event-log.js';

/** What {@link createInspector} takes. */
export interface InspectorOptions extends RedactionOptions {
  /** How many entries the log keeps. Default 500. */
  readonly limit?: number;
}

/** The offline inspector: it listens first, and shows what it heard when it is mounted. */
export interface Inspector {
  /** Pass it to `createAuth({ inspect })`, and to your own actors. */
  readonly inspect: (event: InspectionEvent) => void;
  /** Shows the inspector inside `element`, docked to the page's edge. */
  readonly mount: (element: HTMLElement, auth: Auth, options?: MountOptions) => MountedInspector;
  /**
   * Shows the inspector in a window of its own, on this origin. Call it in a click's handler, or the
   * browser may block the window: then it returns null.
   */
  readonly openWindow: (auth: Auth) => MountedInspector | null;
}

/**
 * Makes an inspector that sees the engine from its very first step. Nothing that it keeps or shows has
 * passed without {@link createRedactedInspector}; it makes no request.
 *
 * @throws ConfigurationError.
 * @example
 * ```ts
 * const inspector = createInspector()
 * const auth = createAuth({ publishableKey: 'pk_test_1', inspect: inspector.inspect })
 * inspector.mount(document.body, auth)
 * ```
 */
export function createInspector(options: InspectorOptions = {}): Inspector {
  createChecker('createInspector').check(options, {
    limit: wholeNumber(10),
    machines: allowListsRule,
  });
  const { limit = 500, machines = [] } = options;
  const log = new EventLog(limit, { machines });
  return {
    inspect: log.inspect,
    mount: (element, auth, mountOptions) => mountPanel(element, auth, log, mountOptions),
    openWindow: (auth) => openPanelWindow(auth, log),
  };
}
