import type { RecordedEntry } from '../../../inspect/flight/recording.js';
import { leavesOf } from '../../../inspect/recording/entry.js';
import { nameOfState } from './name-of-state.js';
import type { Life } from './lives.js';
import { faultOf, unanswered } from './faults-told.js';
import { worldFacts } from './story.js';
import type { StoryFact } from './story.js';
import { toldByEntry } from './told-by-entry.js';
import type { Told } from './told-by-entry.js';

/** A {@link StoryFact} at its time, in ms since the epoch. */
export type TimedFact = Facts<StoryFact> & { readonly at: number; age?: number };
type Facts<T> = T extends { readonly after: number } ? Omit<T, 'after'> : never;

/** What the page of one tab tells. */
export function factsOfLife({ entries }: Life, tab: number, end: number): readonly TimedFact[] {
  const [first] = entries;
  if (!first) return [];
  const facts: TimedFact[] = [{ at: first.at, fact: 'opensTab', tab }];
  let cause = first;
  let before: RecordedEntry | undefined;
  let sending: RecordedEntry = first;
  for (const [index, entry] of entries.entries()) {
    for (const told of toldByEntry(entries, index))
      facts.push({ at: entry.at, ...whereIn(told, tab, before), ...told } as TimedFact);
    const fault = faultOf(entry) ?? unanswered(entries, index);
    if (fault)
      facts.push({ at: (entry.own === 'outbox' ? sending : cause).at, fact: 'fails', fault });
    if (entry.own === 'auth' && entry.kind === 'event') cause = entry;
    if (entry.own === 'auth') before = entry;
    if (entry.own === 'outbox' && leavesOf(entry.value).includes('sending')) sending = entry;
  }
  return [...facts, ...endOfLife(entries, facts, tab, end)];
}

/** A page that falls silent, although the recording goes on, may have been killed in what it did last. */
function endOfLife(
  entries: readonly RecordedEntry[],
  facts: readonly TimedFact[],
  tab: number,
  end: number,
): readonly TimedFact[] {
  const last = entries.at(-1);
  const lastFact = facts.findLast((each) => 'tab' in each && each.fact !== 'usesTab');
  if (!last || !lastFact || last.at >= end || lastFact.fact === 'closesTab') return [];
  return [{ at: lastFact.at, fact: 'crashesTab', tab }];
}

function whereIn(
  { fact, at }: Told,
  tab: number,
  before: RecordedEntry | undefined,
): { readonly tab?: number; readonly during?: string } {
  if (worldFacts.some((each) => each === fact)) return {};
  return { tab, ...(before && at === undefined && { during: nameOfState(before.value) }) };
}
