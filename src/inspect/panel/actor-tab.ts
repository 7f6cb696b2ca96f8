import type { ActorRecord } from '../recording/actor-record.js';
import { button, h, setAttributes, setText } from '../ui/h.js';
import type { PanelModel } from './model.js';

const words = { active: '', done: 'done', error: 'failed', stopped: 'stopped' } as const;

/** The tab of one actor. */
export interface ActorTab {
  readonly element: HTMLElement;
  readonly pick: HTMLButtonElement;
  readonly name: HTMLElement;
  readonly word: HTMLElement;
  readonly close: HTMLButtonElement;
}

/** Makes the tab of an actor: it shows the actor's chart, and can be closed once it has ended. */
export function createActorTab(key: string, model: PanelModel, document: Document): ActorTab {
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
  const element = h(document, 'span', { class: 'machine' }, pick, close);
  return { element, pick, name, word, close };
}

/** Brings a tab up to date. */
export function showActorTab(
  tab: ActorTab,
  record: ActorRecord,
  { names, actor, isRecording }: PanelModel,
): void {
  const name = names.get(record.key) ?? '';
  const word = words[record.status];
  setText(tab.name, name);
  setText(tab.word, word);
  tab.element.classList.toggle('ended', record.status !== 'active');
  setAttributes(tab.pick, {
    'aria-pressed': String(record.key === actor?.key),
    'aria-label': `Show ${name}${word === '' ? '' : `, ${word}`}`,
    title: titleOf(record),
  });
  setAttributes(tab.close, { 'aria-label': `Close ${name}`, title: `Close ${name}` });
  tab.close.hidden = record.status === 'active' || isRecording;
}

/** Everything by which an actor is known. */
function titleOf({ machine, id, sessionId, systemId, status }: ActorRecord): string {
  const parts = [`machine ${machine}`, `actor ${id}`, `session ${sessionId}`];
  if (systemId !== null) parts.push(`system id ${systemId}`);
  return `${parts.join(', ')}: ${status}`;
}
