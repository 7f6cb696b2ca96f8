import type { SequenceEntry, SequenceStep } from './sequence.js';

/** What a tab of the auth machine tells of an entry. `before` is its entry before this one. */
export function authSteps(
  entry: SequenceEntry,
  before: SequenceEntry | undefined,
  tab: string,
): readonly SequenceStep[] {
  const said = whatHappened(entry, before, tab);
  return entry.kind === 'notice' ? said : [...said, ...whatBegins(entry, before, tab)];
}

const ask = (from: string, to: string, text: string): SequenceStep => ({
  from,
  to,
  text,
  kind: 'ask',
});
const answer = (from: string, to: string, text: string): SequenceStep => ({
  from,
  to,
  text,
  kind: 'answer',
});
const lost = (from: string, to: string, text: string): SequenceStep => ({
  from,
  to,
  text,
  kind: 'lost',
});
const note = (from: string, text: string): SequenceStep => ({ from, to: from, text, kind: 'note' });

/** Where messages of other tabs come from, and go to. */
const across = (tab: string): string => (tab === 'others' ? 'tab' : 'others');

/** The event itself: what a person, a service or another tab did. */
function whatHappened(
  { kind, label, event, fields = {}, context = {} }: SequenceEntry,
  before: SequenceEntry | undefined,
  tab: string,
): readonly SequenceStep[] {
  if (kind === 'start') return [note(tab, 'a page opens')];
  if (kind === 'event') return eventSteps(event, fields, before, tab);
  if (kind === 'notice') return noticeSteps(label, fields, tab);
  const [service = '', end] = label.split(' ');
  if (kind === 'after') return timeoutSteps(label, tab);
  if (kind === 'done') return doneSteps(service, context, tab);
  if (kind === 'error' && end === 'failed') return failedSteps(service, tab);
  return [];
}

function eventSteps(
  event: string,
  fields: Readonly<Record<string, unknown>>,
  before: SequenceEntry | undefined,
  tab: string,
): readonly SequenceStep[] {
  switch (event) {
    case 'LOGOUT':
      return [
        ask('user', tab, fields['scope'] === 'everywhere' ? 'log out everywhere' : 'log out'),
      ];
    case 'SIGN_IN':
      return [ask('user', tab, 'enter the code')];
    case 'REFRESH':
      return [note(tab, 'the JWT is about to end')];
    case 'SESSION_EXPIRED':
      return [note(tab, 'the session is over')];
    case 'SIGNED_OUT_ELSEWHERE':
      return [ask(across(tab), tab, 'signed out')];
    case 'SIGNED_IN_ELSEWHERE':
      return [ask(across(tab), tab, 'signed in')];
    case 'OUTBOX_CHANGED': {
      const pending = Number(fields['pending'] ?? 0);
      const known = Number(before?.context?.['pendingRevocations'] ?? 0);
      if (pending === known) return [];
      return [note('outbox', pending === 0 ? 'empty' : `${pending} waiting`)];
    }
    default:
      return [];
  }
}

function noticeSteps(
  label: string,
  fields: Readonly<Record<string, unknown>>,
  tab: string,
): readonly SequenceStep[] {
  if (label === 'loggedOut')
    return [
      note(
        tab,
        `logged out: device ${String(fields['device'])}, server ${String(fields['server'])}`,
      ),
    ];
  if (label === 'revocationSettled')
    return [note('outbox', `the session is ${String(fields['result'])}`)];
  if (label === 'logoutCancelled') return [answer(tab, 'user', 'you stay signed in')];
  return [];
}

function doneSteps(
  service: string,
  context: Readonly<Record<string, unknown>>,
  tab: string,
): readonly SequenceStep[] {
  const found = context['session'] !== null && context['session'] !== undefined;
  switch (service) {
    case 'restoreSession':
      return [answer('disk', tab, found ? 'a session' : 'no session')];
    case 'verifySignIn':
      return [answer('backend', tab, 'a new session')];
    case 'commitSession':
      return [answer('disk', tab, 'written'), ask(tab, across(tab), 'signed in')];
    case 'refreshSession':
      return [answer('backend', tab, found ? 'a fresh JWT' : 'the session has ended')];
    case 'clearDevice':
      return [answer('disk', tab, 'cleared')];
    case 'revokeSession':
      return revocationSteps(String(context['server']), tab);
    case 'runCleaners':
      return [note(tab, 'the app has cleaned up')];
    default:
      return [];
  }
}

function revocationSteps(server: string, tab: string): readonly SequenceStep[] {
  if (server === 'queued')
    return [lost('backend', tab, 'no answer'), ask(tab, 'outbox', 'try again')];
  return [answer('backend', tab, server === 'refused' ? 'refused' : 'revoked')];
}

function failedSteps(service: string, tab: string): readonly SequenceStep[] {
  if (service === 'clearDevice' || service === 'restoreSession' || service === 'commitSession')
    return [lost('disk', tab, 'failed')];
  if (service === 'verifySignIn' || service === 'refreshSession' || service === 'revokeSession')
    return [lost('backend', tab, 'failed')];
  return [];
}

function timeoutSteps(label: string, tab: string): readonly SequenceStep[] {
  if (/clear|restore|commit/.test(label)) return [lost('disk', tab, 'no answer in time')];
  if (/revoke|signIn|refresh/.test(label)) return [lost('backend', tab, 'no answer in time')];
  return [];
}

/** Whether the user acted in this very tab. */
const isOwnLogout = (context: Readonly<Record<string, unknown>>): boolean =>
  context['reason'] === 'logout';

/** What a state asks for when it is entered. */
const asks: readonly (readonly [
  string,
  (tab: string, entry: SequenceEntry) => readonly SequenceStep[],
])[] = [
  ['initializing', (tab) => [ask(tab, 'disk', 'is there a session?')]],
  ['signingIn.verifying', (tab) => [ask(tab, 'backend', 'check the code')]],
  ['signingIn.committing', (tab) => [ask(tab, 'disk', 'write it, compare-and-set')]],
  ['authenticated.tokens.refreshing', (tab) => [ask(tab, 'backend', 'a fresh JWT')]],
  [
    'loggingOut.device.clearing',
    (tab, { context = {} }) => [
      ...(isOwnLogout(context) ? [ask(tab, across(tab), 'signed out')] : []),
      ask(
        tab,
        'disk',
        isOwnLogout(context)
          ? 'tombstone, then clear and queue in one transaction'
          : 'make sure that it is clear',
      ),
    ],
  ],
  ['loggingOut.server.revoking', (tab) => [ask(tab, 'backend', 'revoke, by ticket')]],
];

function whatBegins(
  entry: SequenceEntry,
  before: SequenceEntry | undefined,
  tab: string,
): readonly SequenceStep[] {
  return asks.flatMap(([path, steps]) =>
    isIn(entry.value, path) && !isIn(before?.value, path) ? steps(tab, entry) : [],
  );
}

function isIn(value: unknown, path: string): boolean {
  const [first = '', ...rest] = path.split('.');
  if (typeof value === 'string') return value === first && rest.length === 0;
  if (typeof value !== 'object' || value === null || !(first in value)) return false;
  return rest.length === 0 || isIn((value as Record<string, unknown>)[first], rest.join('.'));
}
