import type { Entry } from '../recording/entry.js';

const texts = new WeakMap<Entry, string>();

/** The entries that have all words of a search in them, whatever their case. */
export function searchEntries(entries: readonly Entry[], search: string): readonly Entry[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  return words.length === 0 ? entries : entries.filter((entry) => matches(entry, words));
}

function matches(entry: Entry, words: readonly string[]): boolean {
  const text = texts.get(entry) ?? textOf(entry);
  texts.set(entry, text);
  return words.every((word) => text.includes(word));
}

function textOf({ machine, kind, label, fields, value, taken }: Entry): string {
  const guards = taken.map(({ guard, eventType }) => `${guard ?? ''} ${eventType}`);
  return [machine, kind, label, JSON.stringify(fields), JSON.stringify(value), ...guards]
    .join(' ')
    .toLowerCase();
}
