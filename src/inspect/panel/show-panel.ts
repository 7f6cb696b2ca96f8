import type { Auth } from '../../engine/index.js';
import type { EventLog } from '../recording/event-log.js';
import type { BarVerbs } from './bar-view.js';
import { createBarView } from './bar-view.js';
import { createChartView } from './chart-view.js';
import type { Place } from './panel-place.js';
import { createDock } from './dock.js';
import { followShape } from './follow-shape.js';
import { listenToEscape } from './listen-to-escape.js';
import { PanelModel } from './model.js';
import { createMomentView } from './moment-view.js';
import type { PanelParts } from './panel-frame.js';
import { createPanelFrame } from './panel-frame.js';
import { createPanelHost } from './panel-host.js';
import type { Theme } from './preferences.js';
import { keepPreferences, readPreferences } from './preferences.js';
import { createSideView } from './side-view.js';
import { toggleTheme } from './toggle-theme.js';

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
  { dock: wantedPlace = 'bottom', openWindow = () => false, ...wanted }: PanelOptions,
): MountedInspector {
  const document = container.ownerDocument;
  const isFixed = wantedPlace === 'inline' || wantedPlace === 'window';
  const dockWanted = wantedPlace === 'window' ? {} : { dock: wantedPlace };
  const preferences = readPreferences({ ...wanted, ...dockWanted });

  const model = new PanelModel(auth, log, document.defaultView);
  const parts = createParts(model, document, {
    place: (place) => {
      dock.place(place);
    },
    openWindow: () => {
      if (openWindow()) setOpen(false);
    },
    toggleTheme: () => {
      toggleTheme(panel);
    },
    setOpen,
  });
  const { panel, resizer } = createPanelFrame(document, parts, preferences.theme);
  if (isFixed) for (const each of panel.querySelectorAll('.docks, .closer')) each.remove();
  const dock = createDock(panel, resizer, parts.bar.element, preferences);
  dock.place(isFixed ? wantedPlace : preferences.dock);

  function setOpen(isOpen: boolean): void {
    if (!isFixed) keepPreferences({ open: isOpen });
    panel.classList.toggle('closed', !isOpen);
  }
  setOpen(isFixed || preferences.open);
  listenToEscape(panel, model, () => {
    if (!isFixed) setOpen(false);
  });

  const host = createPanelHost(panel, wantedPlace === 'inline');
  container.append(host);
  const stop = keepUpToDate(panel, model, parts);
  return {
    element: host,
    unmount: () => {
      stop();
      host.remove();
    },
  };
}

function createParts(model: PanelModel, document: Document, verbs: BarVerbs): PanelParts {
  return {
    chart: createChartView(model, document),
    side: createSideView(model, document),
    moment: createMomentView(model, document),
    bar: createBarView(model, document, verbs),
  };
}

/** Shows what the model says from now on; returns what ends that. */
function keepUpToDate(
  panel: HTMLElement,
  model: PanelModel,
  { bar, moment, chart, side }: PanelParts,
): () => void {
  const shape = followShape(panel);
  const views = [bar, moment, chart, side];
  const update = (): void => {
    panel.classList.toggle('past', model.selected !== null);
    panel.classList.toggle('charted', model.section === 'chart');
    for (const view of views) view.update();
  };
  model.subscribe(update);
  update();
  return () => {
    model.stop();
    shape.stop();
    for (const view of views) view.stop?.();
  };
}
