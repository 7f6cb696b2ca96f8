import type { Entry } from '../recording/entry.js';

const texts = new WeakMap<Entry, string>();

/** Whether an entry has all these words in it, in lower case. */
export function matches(entry: Entry, words: readonly string[]): boolean {
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
