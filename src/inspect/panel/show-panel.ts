import type { Auth } from '../../engine/index.js';
import type { EventLog } from '../recording/event-log.js';
import { adoptCss } from '../ui/adopt-css.js';
import { h } from '../ui/h.js';
import { panelCss } from '../ui/panel-css.js';
import { createBarView } from './bar-view.js';
import { createChartView } from './chart-view.js';
import type { Place } from './dock.js';
import { createDock } from './dock.js';
import { PanelModel } from './model.js';
import { createMomentView } from './moment-view.js';
import type { Theme } from './preferences.js';
import { keepPreferences, readPreferences } from './preferences.js';
import { createSideView } from './side-view.js';
import { followShape } from './follow-shape.js';

/** An inspector that is shown. */
export interface MountedInspector {
  /** Its element; the rest is in its open shadow root. */
  readonly element: HTMLElement;
  /** Takes it away, with all its listeners. */
  readonly unmount: () => void;
}

/** How a panel is shown. */
export interface PanelOptions {
  readonly dock?: Place;
  readonly theme?: Theme;
  readonly open?: boolean;
  /** Moves to a window of its own; tells whether there is one. */
  readonly openWindow?: () => boolean;
}

/** Builds the panel. `window` is for a panel that has a window to itself. */
export function showPanel(
  container: HTMLElement,
  auth: Auth,
  log: EventLog,
  options: PanelOptions,
): MountedInspector {
  const document = container.ownerDocument;
  const { dock: wantedPlace = 'bottom', openWindow = () => false, ...wanted } = options;
  const fixed = wantedPlace === 'inline' || wantedPlace === 'window';
  const preferences = readPreferences({
    ...wanted,
    ...(wantedPlace === 'window' ? {} : { dock: wantedPlace }),
  });
  const model = new PanelModel(auth, log, document.defaultView);
  let { theme, open } = fixed ? { ...preferences, open: true } : preferences;

  const chart = createChartView(model, document);
  const side = createSideView(model, document);
  const moment = createMomentView(model, document);
  const bar = createBarView(model, document, {
    place: (place) => {
      dock.place(place);
    },
    openWindow: () => {
      if (openWindow()) setOpen(false);
    },
    toggleTheme: () => {
      const isDark =
        theme === 'dark' ||
        (theme === 'auto' &&
          document.defaultView?.matchMedia?.('(prefers-color-scheme: dark)').matches === true);
      theme = isDark ? 'light' : 'dark';
      keepPreferences({ theme });
      panel.dataset['theme'] = theme;
    },
    setOpen,
  });
  const resizer = h(document, 'div', {
    class: 'resizer',
    role: 'separator',
    tabindex: 0,
    'aria-label': 'Resize the inspector',
  });
  const panel = h(
    document,
    'div',
    {
      class: 'panel',
      role: 'complementary',
      dir: 'ltr',
      lang: 'en',
      'aria-label': 'MoonKey inspector',
      'data-theme': theme,
    },
    resizer,
    bar.element,
    moment.element,
    h(document, 'div', { class: 'body' }, chart.element, side.element),
  );
  if (fixed) for (const each of panel.querySelectorAll('.docks, .closer')) each.remove();
  const dock = createDock(panel, resizer, bar.element, preferences);
  dock.place(fixed ? wantedPlace : preferences.dock);

  function setOpen(next: boolean): void {
    open = next;
    if (!fixed) keepPreferences({ open });
    panel.classList.toggle('closed', !open);
  }
  setOpen(open);

  panel.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    if (model.selected !== null) model.select(null);
    else if (model.state !== null) model.pickState(null);
    else if (!fixed) setOpen(false);
    event.stopPropagation();
  });

  const host = h(document, 'div', { 'data-moonkey-inspector': true });
  if (wantedPlace === 'inline') host.style.cssText = 'display:block;width:100%;height:100%';
  const root = host.attachShadow({ mode: 'open' });
  adoptCss(root, panelCss);
  root.append(panel);
  container.append(host);

  const shape = followShape(panel);
  const views = [bar, moment, chart, side];
  const update = (): void => {
    panel.classList.toggle('past', model.selected !== null);
    panel.classList.toggle('charted', model.section === 'chart');
    for (const view of views) view.update();
  };
  model.subscribe(update);
  update();

  return {
    element: host,
    unmount: () => {
      model.stop();
      shape.stop();
      for (const view of views) view.stop?.();
      host.remove();
    },
  };
}
