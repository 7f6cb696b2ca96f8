import type { ActorRecord } from '../recording/actor-record.js';
import { h } from '../ui/h.js';
import { drawActor } from './actor-card.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

/** Everything that runs: machines, promises, callbacks, observables, each under what made it. */
export function createActorsView(model: PanelModel, document: Document): View {
  const element = h(document, 'div', { class: 'actors-view' });
  let timer: ReturnType<typeof setTimeout> | undefined;

  function update(): void {
    clearTimeout(timer);
    if (model.section !== 'actors') return;
    element.replaceChildren(
      drawBranch(null, model, document) ??
        h(document, 'p', { class: 'empty' }, 'No actor was seen yet.'),
    );
    if ([...model.actors.values()].some(({ status }) => status === 'active') && !model.isRecording)
      timer = setTimeout(update, 1_000);
  }

  return {
    element,
    update,
    stop: () => {
      clearTimeout(timer);
    },
  };
}

/** What an actor has made, each with what that has made; `null`: what nobody has made who is known. */
function drawBranch(
  parent: string | null,
  model: PanelModel,
  document: Document,
): HTMLElement | null {
  const { actors, names } = model;
  const isHere = (record: ActorRecord): boolean =>
    record.parent === parent ||
    (parent === null && record.parent !== null && !actors.has(record.parent));
  const children = [...actors.values()].filter(isHere);
  if (children.length === 0) return null;
  return h(
    document,
    'ul',
    { class: 'cards', ...(parent === null ? { 'aria-label': 'Actors' } : {}) },
    ...children.map((record) => {
      const card = drawActor(record, names.get(record.key) ?? record.id, model, document);
      return h(document, 'li', {}, card, drawBranch(record.key, model, document));
    }),
  );
}
