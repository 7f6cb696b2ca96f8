import { h } from '../ui/h.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** The tabs of this browser that have an inspector open on the same app. */
export function createTabsView(model: PanelModel, document: Document): View {
  const element = h(document, 'div', { class: 'tabs-view' });
  const card = (id: string, what: string): HTMLElement =>
    h(document, 'li', { class: 'card' }, h(document, 'b', {}, id), h(document, 'span', {}, what));

  function update(): void {
    const { otherTabs } = model;
    element.replaceChildren(
      h(
        document,
        'p',
        { class: 'lead' },
        otherTabs.length === 0
          ? 'No other tab has an inspector open.'
          : `${otherTabs.length} other ${otherTabs.length === 1 ? 'tab has' : 'tabs have'} an inspector open.`,
      ),
      h(
        document,
        'ul',
        { class: 'cards', 'aria-label': 'Tabs' },
        card(model.tab, 'this tab'),
        ...otherTabs.map((id) => card(id, 'another tab')),
      ),
      h(
        document,
        'p',
        { class: 'hint' },
        'Log in or out in one of them, and look for SIGNED_IN_ELSEWHERE or SIGNED_OUT_ELSEWHERE in the log of the others.',
      ),
    );
  }

  return { element, update };
}
