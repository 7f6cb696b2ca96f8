import type { ActorRecord } from '../recording/actor-record.js';
import { describeValue } from '../recording/entry.js';
import { button, h } from '../ui/h.js';
import { formatDuration } from './format.js';
import { describeFields } from './log-row.js';
import type { PanelModel } from './model.js';
import type { View } from './view.js';

const words = { active: 'active', done: 'done', error: 'failed', stopped: 'stopped' } as const;

/** Everything that runs: machines, promises, callbacks, observables, each under what made it. */
export function createActorsView(model: PanelModel, document: Document): View {
  const element = h(document, 'div', { class: 'actors-view' });
  let timer: ReturnType<typeof setTimeout> | undefined;

  function card(record: ActorRecord, name: string): HTMLElement {
    const { key, kind, id, sessionId, systemId, status, startedAt, endedAt, events } = record;
    const value = kind === 'machine' ? describeValue(model.latest(key)?.value) : '';
    const lasted = formatDuration((endedAt ?? Date.now()) - startedAt);
    return h(
      document,
      'div',
      { class: `card actor ${status}`, 'data-actor': key },
      h(document, 'b', {}, name),
      h(document, 'span', { class: 'kind' }, kind),
      h(document, 'span', { class: `how ${status}` }, words[status]),
      h(
        document,
        'small',
        {},
        [
          `id ${id}`,
          `session ${sessionId}`,
          ...(systemId === null ? [] : [`system id ${systemId}`]),
          `${events} ${events === 1 ? 'event' : 'events'}`,
          endedAt === null ? `for ${lasted}` : `lasted ${lasted}`,
        ].join(' · '),
      ),
      value === '' ? null : h(document, 'span', { class: 'then' }, value),
      record.result === undefined ? null : h(document, 'span', { class: 'then' }, resultOf(record)),
      record.chart === null
        ? null
        : button(
            document,
            `Show ${name}`,
            'Show its chart',
            () => {
              model.showActor(key);
            },
            { class: 'text-button' },
          ),
    );
  }

  function branch(parent: string | null, names: ReadonlyMap<string, string>): HTMLElement | null {
    const isHere = (record: ActorRecord): boolean =>
      record.parent === parent ||
      (parent === null && record.parent !== null && !model.actors.has(record.parent));
    const children = [...model.actors.values()].filter(isHere);
    if (children.length === 0) return null;
    return h(
      document,
      'ul',
      { class: 'cards', ...(parent === null ? { 'aria-label': 'Actors' } : {}) },
      ...children.map((record) =>
        h(
          document,
          'li',
          {},
          card(record, names.get(record.key) ?? record.id),
          branch(record.key, names),
        ),
      ),
    );
  }

  function update(): void {
    clearTimeout(timer);
    if (model.section !== 'actors') return;
    element.replaceChildren(
      branch(null, model.names) ?? h(document, 'p', { class: 'empty' }, 'No actor was seen yet.'),
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

function resultOf({ result, status }: ActorRecord): string {
  const text =
    typeof result === 'object' && result !== null
      ? describeFields({ ...result })
      : JSON.stringify(result);
  return `${status === 'error' ? 'failed with' : 'came to'} ${text}`;
}
