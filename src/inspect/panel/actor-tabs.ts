import { h } from '../ui/h.js';
import type { ActorTab } from './actor-tab.js';
import { createActorTab, showActorTab } from './actor-tab.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** One tab for each actor that runs a machine; those that have ended say so, and can be closed. */
export function createActorTabs(model: PanelModel, document: Document): View {
  const element = h(document, 'div', {
    class: 'machines',
    role: 'group',
    'aria-label': 'Machine',
  });
  const tabs = new Map<string, ActorTab>();
  let chosen: string | undefined;

  function tabOf(key: string): ActorTab {
    const tab = tabs.get(key) ?? createActorTab(key, model, document);
    tabs.set(key, tab);
    return tab;
  }

  return {
    element,
    update() {
      const { charted, actor } = model;
      const shown = charted.map(({ key }) => tabOf(key).element);
      if (
        shown.length !== element.children.length ||
        shown.some((tab, index) => tab !== element.children[index])
      )
        element.replaceChildren(...shown);
      for (const key of tabs.keys()) if (!model.actors.has(key)) tabs.delete(key);
      for (const record of charted) showActorTab(tabOf(record.key), record, model);
      element.hidden = charted.length < 2;
      if (chosen === actor?.key) return;
      chosen = actor?.key;
      bringIntoSight(element, tabs.get(chosen ?? '')?.element);
    },
  };
}

/** Scrolls the row of tabs, and nothing around it: the page is the app's. */
function bringIntoSight(row: HTMLElement, tab: HTMLElement | undefined): void {
  if (!tab) return;
  const [inner, outer] = [tab.getBoundingClientRect(), row.getBoundingClientRect()];
  if (inner.left < outer.left) row.scrollLeft -= outer.left - inner.left;
  else if (inner.right > outer.right) row.scrollLeft += inner.right - outer.right;
}
