import { h, setAttributes, setText } from '../ui/h.js';
import { createActorsView } from './actors-view.js';
import { createLogView } from './log-view.js';
import type { PanelModel } from './model.js';
import { createOutboxView } from './outbox-view.js';
import type { Section } from './sections.js';
import { sections } from './sections.js';
import { createSequenceView } from './sequence-view.js';
import { createStateView } from './state-view.js';
import { createTabsView } from './tabs-view.js';
import type { View } from './view.js';

const titles: Readonly<Record<Section, string>> = {
  chart: 'Chart',
  log: 'Log',
  state: 'State',
  actors: 'Actors',
  sequence: 'Sequence',
  outbox: 'Outbox',
  tabs: 'Tabs',
};

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
  const counts: Readonly<Record<Section, () => number>> = {
    chart: () => 0,
    log: () => model.entries.length,
    state: () => 0,
    actors: () => model.actors.size,
    sequence: () => 0,
    outbox: () => model.pending.length,
    tabs: () => model.otherTabs.length,
  };
  const tabs = sections.map((section) => {
    const count = h(document, 'span', { class: 'count' });
    const tab = h(
      document,
      'button',
      {
        type: 'button',
        role: 'tab',
        class: `tab ${section}-tab`,
        id: `tab-${section}`,
        'aria-controls': section,
      },
      titles[section],
      count,
    );
    tab.addEventListener('click', () => {
      model.showSection(section);
    });
    return { section, tab, count };
  });
  const tablist = h(
    document,
    'div',
    { class: 'tablist', role: 'tablist', 'aria-label': 'Inspector' },
    ...tabs.map(({ tab }) => tab),
  );
  tablist.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const offered = tabs.filter(({ tab }) => tab.offsetParent !== null || tab === tabs[1]?.tab);
    const here = offered.findIndex(({ section }) => section === model.section);
    const next = offered.at((here + by) % offered.length);
    if (!next) return;
    model.showSection(next.section);
    next.tab.focus();
  });
  const panels = sections.map((section) => ({
    section,
    panel: h(
      document,
      'div',
      {
        class: `section ${section}-section`,
        role: 'tabpanel',
        tabindex: section === 'log' ? null : 0,
        id: section,
        'aria-labelledby': `tab-${section}`,
      },
      views[section].element,
    ),
  }));

  return {
    element: h(
      document,
      'section',
      { class: 'side', 'aria-label': 'What was seen' },
      tablist,
      ...panels.map(({ panel }) => panel),
    ),
    update() {
      for (const { section, tab, count } of tabs) {
        const chosen = section === model.section;
        setAttributes(tab, { 'aria-selected': String(chosen), tabindex: chosen ? 0 : -1 });
        const number = counts[section]();
        setText(count, number === 0 ? '' : String(number));
        count.hidden = number === 0;
        count.classList.toggle('some', section === 'outbox' && number > 0);
      }
      for (const { section, panel } of panels) panel.hidden = section !== model.section;
      views[model.section].update();
    },
    stop() {
      for (const section of sections) views[section].stop?.();
    },
  };
}
