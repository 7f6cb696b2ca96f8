import type { Entry } from './entry.js';
import { leavesOf } from './entry.js';

/** What facts are read from: an entry of a log, or of a recording. */
export type ToldEntry = Pick<
  Entry,
  'at' | 'machine' | 'kind' | 'label' | 'event' | 'fields' | 'taken' | 'value' | 'context'
>;

/** Two clicks within so many ms are a double click. */
const DOUBLE_CLICK = 500;

/** What a log tells, as the facts of `pathFromEvents`. What the device does by itself is left out. */
export function factsOf(log: readonly ToldEntry[]): readonly string[] {
  const entries = log.filter(({ machine, kind }) => machine === 'auth' && kind !== 'notice');
  const facts = entries.flatMap((entry, index) => {
    const before = entries[index - 1];
    return before ? (factOf(entry, before) ?? []) : [];
  });
  return [openingOf(entries), ...together(facts)];
}

/** What two entries tell, and one fact is. */
function together(facts: readonly string[]): readonly string[] {
  return facts.flatMap((fact, index) => {
    const [before, after] = [facts[index - 1], facts[index + 1]];
    if (fact === 'otherTabLogsOut' && after === 'otherTabSignsIn') return ['otherTabSwitchesUser'];
    if (fact === 'otherTabSignsIn' && before === 'otherTabLogsOut') return [];
    if (fact === 'clicksLogOut' && after === 'clicksLogOutTwice') return ['doubleClicksLogOut'];
    return fact === 'clicksLogOutTwice' ? [] : [fact];
  });
}

/** How the page opened: known by what came after `initializing`. */
function openingOf(entries: readonly ToldEntry[]): string {
  const next = entries.find((entry) => !holds(entry, 'initializing'));
  if (next?.label === 'LOGOUT') return 'opensSlowlySignedIn';
  return next && holds(next, 'authenticated') ? 'opensSignedIn' : 'opensSignedOut';
}

function factOf(entry: ToldEntry, before: ToldEntry): string | null {
  if (entry.taken.length === 0) return isSecondClick(entry, before) ? 'clicksLogOutTwice' : null;
  const { kind, label, fields } = entry;
  if (kind === 'event') return eventFact(label, entry, before);
  if (label.startsWith('restoreSession') || label.startsWith('after restoreTimeout')) return null;
  if (kind === 'done') return doneFact(label.slice(0, -' done'.length), entry);
  if (kind === 'error') return errorFact(label.slice(0, -' failed'.length), fields);
  if (kind === 'after') return /revoke|signIn|refresh/.test(label) ? 'serverHangs' : 'localTimeout';
  return null;
}

/** A click on log out that the statechart dropped, since the first one was under way. */
function isSecondClick(entry: ToldEntry, before: ToldEntry): boolean {
  return (
    entry.label === 'LOGOUT' && before.label === 'LOGOUT' && entry.at - before.at < DOUBLE_CLICK
  );
}

function eventFact(event: string, entry: ToldEntry, before: ToldEntry): string | null {
  const staying = leavesOf(before.value).includes('staying');
  const verifying = /verifying|switchingUser/.test(leavesOf(before.value).join());
  switch (event) {
    case 'LOGOUT':
      if (leavesOf(before.value).includes('confirmingLogout')) return 'clicksLogOutAgain';
      if (!staying) return 'appLogsOut';
      return entry.fields['guarded'] === true ? 'clicksLogOutAndIsAsked' : 'clicksLogOut';
    case 'SIGN_IN':
      if (verifying) return 'entersCodeAgain';
      return holds(before, 'loggedOut') ? 'signsIn' : 'signsInAsAnother';
    case 'REFRESH':
      return 'jwtGoesStale';
    case 'SESSION_EXPIRED':
      return entry.fields['reason'] === 'idle' ? 'goesIdle' : 'sessionExpires';
    case 'SIGNED_OUT_ELSEWHERE':
      return 'otherTabLogsOut';
    case 'SIGNED_IN_ELSEWHERE':
      return holds(before, 'authenticated') ? 'otherTabSwitchesUserUnheard' : 'otherTabSignsIn';
    case 'STORAGE_CHANGED':
      return holds(before, 'authenticated') ? 'storageFallsBack' : null;
    case 'OUTBOX_CHANGED':
      return before.context['server'] === 'queued' && entry.fields['pending'] === 0
        ? 'networkReturns'
        : null;
    default:
      return null;
  }
}

function doneFact(service: string, entry: ToldEntry): string | null {
  switch (service) {
    case 'verifySignIn':
      return 'serverAgrees';
    case 'refreshSession':
      return holds(entry, 'loggingOut') ? 'serverRefuses' : 'serverAgrees';
    case 'askLogoutGuards':
      return holds(entry, 'loggingOut') ? 'confirms' : 'vetoes';
    case 'revokeSession':
      return (
        { revoked: 'serverAgrees', refused: 'serverRefuses', queued: 'serverFails' }[
          String(entry.context['server'])
        ] ?? null
      );
    default:
      return null;
  }
}

function errorFact(service: string, fields: Entry['fields']): string | null {
  const { error } = fields;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : '';
  switch (service) {
    case 'verifySignIn':
    case 'refreshSession':
      if (code === 'network') return 'networkFails';
      return /^http_(5|429)/.test(String(code)) ? 'serverFails' : 'serverRefuses';
    case 'revokeSession':
      return 'revocationCrashes';
    case 'askLogoutGuards':
      return 'guardsCrash';
    case 'commitSession':
      return 'writingCrashes';
    case 'runCleaners':
      return 'cleaningCrashes';
    default:
      return null;
  }
}

function holds({ value }: ToldEntry, state: string): boolean {
  return value === state || (typeof value === 'object' && value !== null && state in value);
}
