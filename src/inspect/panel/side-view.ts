import { h } from '../ui/h.js';
import { createActorsView } from './actors-view.js';
import { createLogView } from './log-view.js';
import type { PanelModel } from './model.js';
import { createOutboxView } from './outbox-view.js';
import { createSectionTabs } from './section-tabs.js';
import type { Section } from './sections.js';
import { sections } from './sections.js';
import { createSequenceView } from './sequence-view.js';
import { createStateView } from './state-view.js';
import { createTabsView } from './tabs-view.js';
import type { View } from './view.js';

/** The log, the state, the outbox and the tabs, one at a time. */
export function createSideView(model: PanelModel, document: Document): View {
  const views: Readonly<Record<Section, View>> = {
    chart: { element: h(document, 'div'), update: () => undefined },
    log: createLogView(model, document),
    state: createStateView(model, document),
    actors: createActorsView(model, document),
    sequence: createSequenceView(model, document),
    outbox: createOutboxView(model, document),
    tabs: createTabsView(model, document),
  };
  const tabs = createSectionTabs(model, document);
  const panels = sections.map((section) => createSection(section, views[section], document));
  return {
    element: h(
      document,
      'section',
      { class: 'side', 'aria-label': 'What was seen' },
      tabs.element,
      ...panels,
    ),
    update() {
      tabs.update();
      for (const panel of panels) panel.hidden = panel.id !== model.section;
      views[model.section].update();
    },
    stop() {
      for (const section of sections) views[section].stop?.();
    },
  };
}

/** What is shown under a tab. */
function createSection(section: Section, { element }: View, document: Document): HTMLElement {
  return h(
    document,
    'div',
    {
      class: `section ${section}-section`,
      role: 'tabpanel',
      tabindex: section === 'log' ? null : 0,
      id: section,
      'aria-labelledby': `tab-${section}`,
    },
    element,
  );
}
