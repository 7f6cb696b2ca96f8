import { h } from '../ui/h.js';
import type { Theme } from './preferences.js';
import type { View } from './view.js';

/** The parts of a panel. */
export interface PanelParts {
  readonly bar: View;
  readonly moment: View;
  readonly chart: View;
  readonly side: View;
}

/** A panel's outermost element, and its edge, by which it is resized. */
export interface PanelFrame {
  readonly panel: HTMLElement;
  readonly resizer: HTMLElement;
}

/** Puts the parts of a panel together. */
export function createPanelFrame(
  document: Document,
  { bar, moment, chart, side }: PanelParts,
  theme: Theme,
): PanelFrame {
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
  return { panel, resizer };
}
