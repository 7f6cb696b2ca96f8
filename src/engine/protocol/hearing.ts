import { watchLifecycle } from '../../services/lifecycle.js';
import { openTabs, type TabMessage, type Tabs } from '../../services/tabs.js';
import type { Tools } from './tools.js';
import { until } from './until.js';

interface HearingOptions extends Pick<Tools, 'actor' | 'environment' | 'names'> {
  readonly onMessage: (message: TabMessage) => void;
  readonly onWake: () => void;
  readonly onOnline: () => void;
  readonly onHide: () => void;
  /** Called whenever listening begins. */
  readonly onBegin: () => void;
}

/** The other tabs and the page's life: listened to once the first look at the disk is over. */
export interface Hearing {
  readonly tell: (message: TabMessage) => void;
  readonly start: () => void;
  /** Begins to listen now, unless this is not started. */
  readonly listen: () => void;
  readonly stop: () => void;
}

export function createHearing(options: HearingOptions): Hearing {
  const { names, onMessage, onBegin } = options;
  const { openChannel, page } = options.environment;
  let isStarted = false;
  let tabs: Tabs | undefined;
  let stopLifecycle: (() => void) | undefined;

  function open() {
    if (!isStarted) return undefined;
    tabs ??= openTabs({
      channel: openChannel?.(names.database),
      page,
      tombstoneKey: names.tombstones,
      onMessage,
    });
    return tabs;
  }

  function listen() {
    if (!open() || stopLifecycle) return;
    stopLifecycle = watchLifecycle({ ...options, page });
    onBegin();
  }

  return {
    tell: (message) => open()?.tell(message),
    listen,
    start() {
      if (isStarted) return;
      isStarted = true;
      // To begin listening takes a page longer than its first look, which is shown before.
      void until(options, (snapshot) => !snapshot.matches('initializing')).then(listen);
    },
    stop() {
      isStarted = false;
      stopLifecycle?.();
      stopLifecycle = undefined;
      tabs?.close();
      tabs = undefined;
    },
  };
}
