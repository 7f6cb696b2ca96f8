import { describeValue } from '../recording/entry.js';
import { button, h, setAttributes, setText } from '../ui/h.js';
import type { Icon } from '../ui/icons.js';
import { icon } from '../ui/icons.js';
import { createActorTabs } from './actor-tabs.js';
import type { Place } from './panel-place.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** What the bar's buttons do. */
export interface BarVerbs {
  readonly place: (place: Place) => void;
  readonly openWindow: () => void;
  readonly toggleTheme: () => void;
  readonly setOpen: (open: boolean) => void;
}

/** The title bar: where the engine is, whose chart is shown, and where the panel stands. */
export function createBarView(model: PanelModel, document: Document, verbs: BarVerbs): View {
  const status = h(document, 'span', { class: 'status', role: 'status' });
  const actors = createActorTabs(model, document);
  const tool = (name: string, mark: Icon, press: () => void, extra = '') =>
    button(document, name, icon(document, mark), press, { class: `tool ${extra}`.trim() });
  const docks = h(
    document,
    'div',
    { class: 'group docks', role: 'group', 'aria-label': 'Place' },
    tool('Dock to the bottom', 'bottom', () => {
      verbs.place('bottom');
    }),
    tool('Dock to the right', 'right', () => {
      verbs.place('right');
    }),
    tool('Float', 'float', () => {
      verbs.place('float');
    }),
    tool('Open in a window', 'window', verbs.openWindow),
  );
  const brand = h(
    document,
    'span',
    { class: 'brand' },
    icon(document, 'moon'),
    h(document, 'span', { class: 'brand-name' }, 'MoonKey'),
  );
  const close = (): void => {
    verbs.setOpen(false);
  };
  const open = (): void => {
    verbs.setOpen(true);
  };
  const element = h(
    document,
    'div',
    { class: 'bar' },
    brand,
    status,
    actors.element,
    h(document, 'span', { class: 'spacer' }),
    docks,
    tool('Light or dark', 'moon', verbs.toggleTheme),
    tool('Close', 'close', close, 'closer'),
    tool('Open the inspector', 'minimize', open, 'opener'),
  );

  return {
    element,
    update() {
      const { engine } = model;
      const value = model.latest(engine?.key)?.value;
      const outer = typeof value === 'string' ? value : Object.keys(value ?? {})[0];
      setText(status, outer ?? '');
      setAttributes(status, { title: describeValue(value) });
      actors.update();
    },
  };
}
