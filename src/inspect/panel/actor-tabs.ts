import type { ActorRecord } from '../recording/actor-record.js';
import { button, h, setAttributes, setText } from '../ui/h.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

const words = { active: '', done: 'done', error: 'failed', stopped: 'stopped' } as const;

interface Tab {
  readonly element: HTMLElement;
  readonly pick: HTMLButtonElement;
  readonly name: HTMLElement;
  readonly word: HTMLElement;
  readonly close: HTMLButtonElement;
}

/** One tab for each actor that runs a machine; those that have ended say so, and can be closed. */
export function createActorTabs(model: PanelModel, document: Document): View {
  const element = h(document, 'div', {
    class: 'machines',
    role: 'group',
    'aria-label': 'Machine',
  });
  const tabs = new Map<string, Tab>();
  let chosen: string | undefined;

  function make(key: string): Tab {
    const name = h(document, 'span', {});
    const word = h(document, 'small', {});
    const pick = button(document, '', name, () => {
      model.showActor(key);
    });
    pick.append(word);
    const close = button(
      document,
      '',
      '×',
      () => {
        model.forgetActor(key);
      },
      { class: 'forget' },
    );
    const tab = {
      element: h(document, 'span', { class: 'machine' }, pick, close),
      pick,
      name,
      word,
      close,
    };
    tabs.set(key, tab);
    return tab;
  }

  function show(record: ActorRecord, tab: Tab, name: string, isShown: boolean): void {
    const word = words[record.status];
    setText(tab.name, name);
    setText(tab.word, word);
    tab.element.classList.toggle('ended', record.status !== 'active');
    setAttributes(tab.pick, {
      'aria-pressed': String(isShown),
      'aria-label': `Show ${name}${word === '' ? '' : `, ${word}`}`,
      title: titleOf(record),
    });
    setAttributes(tab.close, { 'aria-label': `Close ${name}`, title: `Close ${name}` });
    tab.close.hidden = record.status === 'active' || model.isRecording;
  }

  return {
    element,
    update() {
      const { charted, names, actor } = model;
      const shown = charted.map((record) => tabs.get(record.key) ?? make(record.key));
      if (
        shown.length !== element.children.length ||
        shown.some((tab, i) => tab.element !== element.children[i])
      )
        element.replaceChildren(...shown.map((tab) => tab.element));
      for (const key of tabs.keys()) if (!model.actors.has(key)) tabs.delete(key);
      charted.forEach((record, index) => {
        const tab = shown[index];
        if (tab) show(record, tab, names.get(record.key) ?? '', record.key === actor?.key);
      });
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

/** Everything by which an actor is known. */
function titleOf({ machine, id, sessionId, systemId, status }: ActorRecord): string {
  const parts = [`machine ${machine}`, `actor ${id}`, `session ${sessionId}`];
  if (systemId !== null) parts.push(`system id ${systemId}`);
  return `${parts.join(', ')}: ${status}`;
}
