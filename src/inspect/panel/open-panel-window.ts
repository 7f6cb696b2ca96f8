import type { Auth } from '../../engine/index.js';
import type { EventLog } from '../recording/event-log.js';
import { h } from '../ui/h.js';
import type { MountedInspector } from './show-panel.js';
import { showPanel } from './show-panel.js';
import { keepPreferences, readPreferences } from './preferences.js';

const NAME = 'moonkey-inspector';

/**
 * Shows the panel in a window of its own: an empty page of this origin, into which this page writes.
 * Nothing is posted anywhere. Null where the browser blocks the window.
 */
export function openPanelWindow(auth: Auth, log: EventLog): MountedInspector | null {
  const opened = window.open('', NAME, 'popup,width=1180,height=760');
  return opened ? settleIn(opened, auth, log) : null;
}

/** After a reload of the app, takes over the window that the page before it had opened. */
export function rejoinPanelWindow(auth: Auth, log: EventLog): void {
  if (!readPreferences({}).windowed || typeof window.open !== 'function') return;
  const opened = window.open('', NAME, 'popup,width=1180,height=760');
  if (!opened) return;
  if (isOurs(opened)) {
    settleIn(opened, auth, log);
    return;
  }
  opened.close();
  keepPreferences({ windowed: false });
}

function settleIn(opened: Window, auth: Auth, log: EventLog): MountedInspector {
  const { document } = opened;
  document.title = 'MoonKey inspector';
  document.documentElement.lang = 'en';
  document.body.style.margin = '0';
  document.body.replaceChildren();
  const mounted = showPanel(document.body, auth, log, { dock: 'window' });
  keepPreferences({ windowed: true });

  const appLeft = (): void => {
    mounted.unmount();
    const waiting = h(
      document,
      'p',
      { 'data-moonkey-waiting': true },
      'The app’s page was left. This window follows it as soon as it is back.',
    );
    waiting.style.cssText = 'font:15px system-ui;padding:24px';
    document.body.replaceChildren(waiting);
  };
  const windowLeft = (): void => {
    window.removeEventListener('pagehide', appLeft);
    mounted.unmount();
    keepPreferences({ windowed: false });
  };
  window.addEventListener('pagehide', appLeft, { once: true });
  opened.addEventListener('pagehide', windowLeft, { once: true });
  opened.focus();

  return {
    element: mounted.element,
    unmount: () => {
      opened.removeEventListener('pagehide', windowLeft);
      windowLeft();
      opened.close();
    },
  };
}

function isOurs(opened: Window): boolean {
  try {
    return opened.document.querySelector('[data-moonkey-waiting]') !== null;
  } catch {
    return false;
  }
}
