import type { Entry } from '../recording/entry.js';
import { describeValue, isDropped } from '../recording/entry.js';
import { h } from '../ui/h.js';
import { formatTime, shorten } from './format.js';

/** Draws one entry of the log: what happened, with its public fields, and what came of it. */
export function drawRow(entry: Entry, document: Document): HTMLElement {
  const guards = [...new Set(entry.taken.flatMap(({ guard }) => (guard === null ? [] : [guard])))];
  const dropped = isDropped(entry);
  const fields = describeFields(entry.fields);
  return h(
    document,
    'div',
    {
      id: `entry-${entry.index}`,
      role: 'option',
      class: `entry ${entry.kind}${dropped ? ' dropped' : ''}`,
      'data-entry': entry.index,
    },
    h(document, 'time', {}, formatTime(entry.at)),
    h(
      document,
      'span',
      { class: 'what' },
      h(document, 'b', {}, entry.label),
      ...guards.map((guard) => h(document, 'i', { class: 'guard' }, guard)),
      h(document, 'i', { class: 'machine' }),
      fields === '' ? null : h(document, 'span', { class: 'fields', title: fields }, fields),
    ),
    h(document, 'span', { class: 'then' }, outcomeOf(entry, dropped)),
  );
}

function outcomeOf({ kind, status, value }: Entry, dropped: boolean): string {
  if (kind === 'notice') return '';
  if (dropped) return 'not handled here';
  const state = describeValue(value);
  if (kind === 'ended') return `was in ${state}`;
  return status === 'done' ? `${state} · done` : state;
}

/** The public fields of an event in one line: `scope: session, attempt: 2`. */
export function describeFields(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .map(([name, value]) => `${name}: ${describeField(value)}`)
    .join(', ');
}

function describeField(value: unknown): string {
  if (typeof value !== 'object' || value === null) return shorten(String(value));
  return `{ ${describeFields({ ...value })} }`;
}
