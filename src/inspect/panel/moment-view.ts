import { button, h } from '../ui/h.js';
import { icon } from '../ui/icons.js';
import { formatTime } from './format.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** Says that the past is being viewed, which moment of it, and how to come back. */
export function createMomentView(model: PanelModel, document: Document): View {
  const title = h(document, 'b', {}, 'Viewing the past');
  const which = h(document, 'span', { class: 'which' });
  const element = h(
    document,
    'div',
    { class: 'moment', role: 'alert' },
    title,
    button(
      document,
      'Earlier',
      icon(document, 'previous'),
      () => {
        model.step(-1);
      },
      { class: 'tool' },
    ),
    which,
    button(
      document,
      'Later',
      icon(document, 'next'),
      () => {
        model.step(1);
      },
      { class: 'tool' },
    ),
    button(
      document,
      'Back to now (Esc)',
      'Back to now',
      () => {
        model.select(null);
      },
      { class: 'back' },
    ),
  );
  return {
    element,
    update() {
      const { entries } = model;
      const position = entries.findIndex(({ index }) => index === model.selected);
      const entry = entries[position];
      which.textContent = entry
        ? `step ${position + 1} of ${entries.length} · ${formatTime(entry.at)}`
        : '';
    },
  };
}
