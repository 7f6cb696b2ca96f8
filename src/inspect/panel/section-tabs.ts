import { h, setAttributes, setText } from '../ui/h.js';
import type { PanelModel } from './model.js';
import type { Section } from './sections.js';
import { sections } from './sections.js';
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

/** What is counted beside a title. */
const counts: Readonly<Partial<Record<Section, (model: PanelModel) => number>>> = {
  log: ({ entries }) => entries.length,
  actors: ({ actors }) => actors.size,
  outbox: ({ pending }) => pending.length,
  tabs: ({ otherTabs }) => otherTabs.length,
};

interface Tab {
  readonly section: Section;
  readonly element: HTMLElement;
  readonly count: HTMLElement;
}

/** The tabs above the sections; arrow keys go from one to the next. */
export function createSectionTabs(model: PanelModel, document: Document): View {
  const tabs = sections.map((section) => createTab(section, model, document));
  const element = h(
    document,
    'div',
    { class: 'tablist', role: 'tablist', 'aria-label': 'Inspector' },
    ...tabs.map((tab) => tab.element),
  );
  element.addEventListener('keydown', (event) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = neighbour(tabs, model.section, by);
    if (!next) return;
    model.showSection(next.section);
    next.element.focus();
  });
  return {
    element,
    update() {
      for (const tab of tabs) showTab(tab, model);
    },
  };
}

function createTab(section: Section, model: PanelModel, document: Document): Tab {
  const count = h(document, 'span', { class: 'count' });
  const element = h(
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
  element.addEventListener('click', () => {
    model.showSection(section);
  });
  return { section, element, count };
}

function showTab({ section, element, count }: Tab, model: PanelModel): void {
  const isChosen = section === model.section;
  setAttributes(element, { 'aria-selected': String(isChosen), tabindex: isChosen ? 0 : -1 });
  const number = counts[section]?.(model) ?? 0;
  setText(count, number === 0 ? '' : String(number));
  count.hidden = number === 0;
  count.classList.toggle('some', section === 'outbox' && number > 0);
}

/** The tab that many places further among those that are offered: the chart's is where there is little room. */
function neighbour(tabs: readonly Tab[], from: Section, by: number): Tab | undefined {
  const offered = tabs.filter(
    ({ section, element }) => element.offsetParent !== null || section === 'log',
  );
  const here = offered.findIndex(({ section }) => section === from);
  return offered.at((here + by) % offered.length);
}
