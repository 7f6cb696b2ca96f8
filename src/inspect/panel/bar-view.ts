import { describeValue } from '../recording/entry.js';
import { button, h, setAttributes } from '../ui/h.js';
import type { Icon } from '../ui/icons.js';
import { icon } from '../ui/icons.js';
import type { Place } from './dock.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** What the bar's buttons do. */
export interface BarVerbs {
  readonly place: (place: Place) => void;
  readonly openWindow: () => void;
  readonly toggleTheme: () => void;
  readonly setOpen: (open: boolean) => void;
}

/** The title bar: where the machine is, which machine is shown, and where the panel stands. */
export function createBarView(model: PanelModel, document: Document, verbs: BarVerbs): View {
  const status = h(document, 'span', { class: 'status', role: 'status' });
  const machines = h(document, 'div', {
    class: 'machines',
    role: 'group',
    'aria-label': 'Machine',
  });
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
  const theme = tool('Light or dark', 'moon', verbs.toggleTheme);
  const element = h(
    document,
    'header',
    { class: 'bar' },
    h(
      document,
      'span',
      { class: 'brand' },
      icon(document, 'moon'),
      h(document, 'span', { class: 'brand-name' }, 'MoonKey'),
    ),
    status,
    machines,
    h(document, 'span', { class: 'spacer' }),
    docks,
    theme,
    tool(
      'Close',
      'close',
      () => {
        verbs.setOpen(false);
      },
      'closer',
    ),
    tool(
      'Open the inspector',
      'minimize',
      () => {
        verbs.setOpen(true);
      },
      'opener',
    ),
  );

  return {
    element,
    update() {
      const value = model.latest('auth')?.value;
      status.textContent = typeof value === 'string' ? value : (Object.keys(value ?? {})[0] ?? '');
      status.title = describeValue(value);
      const names = [...model.charts.keys()];
      if (names.join() !== [...machines.children].map(({ textContent }) => textContent).join())
        machines.replaceChildren(
          ...names.map((name) =>
            button(document, `Show ${name}`, name, () => {
              model.showMachine(name);
            }),
          ),
        );
      machines.hidden = names.length < 2;
      for (const each of machines.children)
        setAttributes(each, { 'aria-pressed': String(each.textContent === model.machine) });
    },
  };
}
