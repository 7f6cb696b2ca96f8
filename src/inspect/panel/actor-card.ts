import type { ActorRecord } from '../recording/actor-record.js';
import { describeValue } from '../recording/entry.js';
import { button, h } from '../ui/h.js';
import { formatDuration } from './format.js';
import { describeFields } from './log-row.js';
import type { PanelModel } from './model.js';

const words = { active: 'active', done: 'done', error: 'failed', stopped: 'stopped' } as const;

/** Draws one actor: what it is, its ids, how long it has been there, where it is, and what it came to. */
export function drawActor(
  record: ActorRecord,
  name: string,
  model: PanelModel,
  document: Document,
): HTMLElement {
  const { key, kind, status } = record;
  const value = kind === 'machine' ? describeValue(model.latest(key)?.value) : '';
  const then = (text: string) =>
    text === '' ? null : h(document, 'span', { class: 'then' }, text);
  const show = () =>
    button(
      document,
      `Show ${name}`,
      'Show its chart',
      () => {
        model.showActor(key);
      },
      { class: 'text-button' },
    );
  return h(
    document,
    'div',
    { class: `card actor ${status}`, 'data-actor': key },
    h(document, 'b', {}, name),
    h(document, 'span', { class: 'kind' }, kind),
    h(document, 'span', { class: `how ${status}` }, words[status]),
    h(document, 'small', {}, detailsOf(record)),
    then(value),
    then(resultOf(record)),
    record.chart === null ? null : show(),
  );
}

function detailsOf({ id, sessionId, systemId, startedAt, endedAt, events }: ActorRecord): string {
  const lasted = formatDuration((endedAt ?? Date.now()) - startedAt);
  return [
    `id ${id}`,
    `session ${sessionId}`,
    ...(systemId === null ? [] : [`system id ${systemId}`]),
    `${events} ${events === 1 ? 'event' : 'events'}`,
    endedAt === null ? `for ${lasted}` : `lasted ${lasted}`,
  ].join(' · ');
}

function resultOf({ result, status }: ActorRecord): string {
  if (result === undefined) return '';
  const text =
    typeof result === 'object' && result !== null
      ? describeFields({ ...result })
      : JSON.stringify(result);
  return `${status === 'error' ? 'failed with' : 'came to'} ${text}`;
}
