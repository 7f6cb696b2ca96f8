import type { Entry } from '../recording/entry.js';
import type { RecordedEntry } from './recording.js';

/** An entry of a log as a recording holds it: without what is empty. */
export function recordedEntry(entry: Entry, tab: string, own: RecordedEntry['own']): RecordedEntry {
  const { at, actor, machine, kind, label, event, status, value, fields, taken, context } = entry;
  return {
    at,
    tab,
    actor,
    machine,
    own,
    kind,
    label,
    event,
    status,
    value,
    ...(isEmpty(fields) ? {} : { fields }),
    ...(taken.length === 0 ? {} : { taken }),
    ...(isEmpty(context) ? {} : { context }),
  };
}

function isEmpty(fields: object): boolean {
  return Object.keys(fields).length === 0;
}
