import type { RecordedEntry } from '../../../inspect/flight/recording.js';
import { codeIn } from './code-in.js';
import { nameOfState } from './name-of-state.js';
import type { StoryFact } from './story.js';

/** What an entry tells that somebody did. */
export interface Told {
  readonly fact: Exclude<StoryFact['fact'], 'fails'>;
  /** When, in ms since the epoch, where it was before the entry. */
  readonly at?: number;
  /** How long ago that was, in ms: other tabs hear of it later. */
  readonly age?: number;
  /** In which state of the tab, where that is not the one before the entry. */
  readonly during?: string;
}

/** How long before a page finds a session in the browser's cookie it is taken to have come there, in ms. */
const FOUND_WITHIN = 500;

/** What an entry of a page tells: mostly nothing, or one thing. */
export function toldByEntry(entries: readonly RecordedEntry[], index: number): readonly Told[] {
  const entry = entries[index];
  if (entry?.kind === 'notice') return pageFacts(entry.label, entries, index);
  if (entry?.kind !== 'event') return [];
  if (entry.own === 'idle') return activity(entry);
  return entry.own === 'auth' ? verb(entry, entries, index) : [];
}

function activity({ label, fields = {}, at }: RecordedEntry): readonly Told[] {
  const { age } = fields;
  return label === 'ACTIVITY' && typeof age === 'number'
    ? [{ fact: 'usesTab', at: at - age, age }]
    : [];
}

function verb(
  { label, fields = {}, at }: RecordedEntry,
  entries: readonly RecordedEntry[],
  index: number,
): readonly Told[] {
  if (label === 'LOGOUT')
    return [{ fact: fields['scope'] === 'everywhere' ? 'logsOutEverywhere' : 'logsOut' }];
  if (label === 'REFRESH') return [{ fact: 'readsTokens' }];
  if (label !== 'SIGN_IN') return [];
  // A page that asks whose the browser's cookie is asks again by itself.
  if (fields['found'] === true) return [{ fact: 'signsInElsewhere', at: at - FOUND_WITHIN }];
  if (isRefused(entries, index)) return [{ fact: 'mistypesCode' }];
  return [{ fact: fields['remember'] === false ? 'signsInForNow' : 'signsIn' }];
}

/** Whether the sign-in that begins here was refused. */
function isRefused(entries: readonly RecordedEntry[], index: number): boolean {
  const answer = entries
    .slice(index + 1)
    .find(({ label }) => /^(verifySignIn|SIGN_IN)/.test(label));
  return answer?.label === 'verifySignIn failed' && /^(code|http_4)/.test(codeIn(answer));
}

function pageFacts(
  label: string,
  entries: readonly RecordedEntry[],
  index: number,
): readonly Told[] {
  switch (label) {
    case 'pagehide':
      return [{ fact: comesBack(entries, index) ? 'cachesTab' : 'closesTab' }];
    case 'freeze':
      return [{ fact: 'freezesTab' }];
    case 'pageshow':
    case 'resume':
      return [...sleepBefore(entries, index), { fact: 'wakesTab' }];
    case 'focus':
      return [{ fact: 'looksAtTab' }];
    case 'offline':
      return [{ fact: 'goesOffline' }];
    case 'online':
      return [{ fact: 'goesOnline' }];
    default:
      return [];
  }
}

function comesBack(entries: readonly RecordedEntry[], index: number): boolean {
  return entries.slice(index + 1).some(({ label }) => label === 'pageshow');
}

const asleep = ['freeze', 'pagehide'];
const awake = ['resume', 'pageshow'];

/** A page that wakes up and was not frozen slept with its device: since it was last heard of. */
function sleepBefore(entries: readonly RecordedEntry[], index: number): readonly Told[] {
  const before = entries.slice(0, index).filter(({ at }) => at < (entries[index]?.at ?? 0));
  const [last] = before.slice(-1);
  const moment = before.findLast(({ label }) => [...asleep, ...awake].includes(label));
  if (!last || asleep.includes(moment?.label ?? '')) return [];
  const state = before.findLast(({ own }) => own === 'auth')?.value;
  return [{ fact: 'sleepsTab', at: last.at, during: nameOfState(state) }];
}
