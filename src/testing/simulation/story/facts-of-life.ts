import type { RecordedEntry } from '../../../inspect/flight/recording.js';
import { leavesOf } from '../../../inspect/recording/entry.js';
import type { FaultKind } from '../world/faults.js';
import { nameOfState } from './name-of-state.js';
import type { Life } from './lives.js';
import { worldFacts } from './story.js';
import type { StoryFact } from './story.js';

/** A {@link StoryFact} at its time, in ms since the epoch. */
export type TimedFact = Facts<StoryFact> & { readonly at: number };
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
    const fact = factOf(entry, entries, index);
    if (fact) facts.push({ ...fact, ...whereIn(fact, tab, before), at: entry.at } as TimedFact);
    const fault = faultOf(entry);
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
  const lastFact = facts.findLast((each) => 'tab' in each);
  if (!last || !lastFact || last.at >= end || lastFact.fact === 'closesTab') return [];
  return [{ at: lastFact.at, fact: 'crashesTab', tab }];
}

function whereIn(
  { fact }: NonNullable<Told>,
  tab: number,
  before: RecordedEntry | undefined,
): { readonly tab?: number; readonly during?: string } {
  if (worldFacts.some((each) => each === fact)) return {};
  return { tab, ...(before && { during: nameOfState(before.value) }) };
}

type Told = { readonly fact: StoryFact['fact'] } | null;

function factOf(entry: RecordedEntry, entries: readonly RecordedEntry[], index: number): Told {
  const { own, kind, label, fields = {} } = entry;
  if (kind === 'notice') return pageFact(label, entries, index);
  if (own !== 'auth' || kind !== 'event') return null;
  if (label === 'LOGOUT')
    return { fact: fields['scope'] === 'everywhere' ? 'logsOutEverywhere' : 'logsOut' };
  if (label === 'SIGN_IN') return { fact: isRefused(entries, index) ? 'mistypesCode' : 'signsIn' };
  return label === 'REFRESH' ? { fact: 'readsTokens' } : null;
}

/** Whether the sign-in that begins here was refused. */
function isRefused(entries: readonly RecordedEntry[], index: number): boolean {
  const answer = entries
    .slice(index + 1)
    .find(({ label }) => /^(verifySignIn|SIGN_IN)/.test(label));
  return answer?.label === 'verifySignIn failed' && /^(code|http_4)/.test(codeIn(answer));
}

function pageFact(label: string, entries: readonly RecordedEntry[], index: number): Told {
  switch (label) {
    case 'pagehide':
      return { fact: comesBack(entries, index) ? 'cachesTab' : 'closesTab' };
    case 'freeze':
      return { fact: 'freezesTab' };
    case 'pageshow':
    case 'resume':
      return { fact: 'wakesTab' };
    case 'focus':
      return { fact: 'looksAtTab' };
    case 'offline':
      return { fact: 'goesOffline' };
    case 'online':
      return { fact: 'goesOnline' };
    default:
      return null;
  }
}

function comesBack(entries: readonly RecordedEntry[], index: number): boolean {
  return entries.slice(index + 1).some(({ label }) => label === 'pageshow');
}

/** What went wrong outside of the page, as its answer tells. */
function faultOf(entry: RecordedEntry): FaultKind | null {
  const { own, kind, label, context = {}, fields = {} } = entry;
  if (own === 'outbox') return outboxFault(entry);
  if (own !== 'auth') return null;
  if (kind === 'error' && /^(verifySignIn|refreshSession) failed/.test(label))
    return answerFault(codeIn(entry));
  if (kind === 'after') return late(label);
  if (label === 'revokeSession done')
    return { queued: 'revocationFails', refused: 'revocationRefused' }[
      String(context['server'])
    ] as FaultKind | null;
  if (/^(commitSession|clearDevice) failed/.test(label)) return 'transactionAborts';
  return label === 'STORAGE_CHANGED' && fields['storage'] === 'memory' ? 'openFails' : null;
}

function answerFault(code: string): FaultKind | null {
  if (code === 'network') return 'requestLost';
  if (code.startsWith('http_5')) return 'serverFails';
  return code === 'http_429' ? 'serverBusy' : null;
}

function late(label: string): FaultKind | null {
  if (/(revoke|signIn|refresh)Timeout/.test(label)) return 'requestHangs';
  if (/(clear|commit)Timeout/.test(label)) return 'transactionHangs';
  return label.includes('restoreTimeout') ? 'openHangs' : null;
}

/** A run of the sender that leaves something for later has met a server that did not answer. */
function outboxFault({ kind, label, fields = {} }: RecordedEntry): FaultKind | null {
  if (kind === 'after' && label.includes('sendTimeout')) return 'requestHangs';
  if (kind !== 'done' || !label.startsWith('sendDue')) return null;
  const { retryIn } = (fields['output'] ?? {}) as { readonly retryIn?: unknown };
  return typeof retryIn === 'number' ? 'revocationFails' : null;
}

function codeIn({ fields = {} }: RecordedEntry): string {
  const { error } = fields;
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
