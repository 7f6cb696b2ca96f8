import { authSteps } from './auth-steps.js';
import type { Lifeline, Sequence, SequenceEntry, SequenceStep } from './sequence.js';

const known: readonly Lifeline[] = [
  { id: 'user', name: 'User' },
  { id: 'tab', name: 'This tab' },
  { id: 'others', name: 'Other tabs' },
  { id: 'disk', name: 'Disk' },
  { id: 'outbox', name: 'Outbox' },
  { id: 'backend', name: 'Backend' },
];

/**
 * What happened between the user, the tabs, the disk, the outbox and the backend; for a machine of
 * one's own, between it and what it runs. `tab` is this tab's id; default: that of the last entry.
 */
export function sequenceOf(entries: readonly SequenceEntry[], tab?: string): Sequence {
  const here = tab ?? entries.at(-1)?.tab;
  const before = new Map<string, SequenceEntry>();
  const steps = inOrder(entries).flatMap((entry) => {
    const key = `${entry.tab ?? ''}/${entry.own ?? entry.machine}`;
    const last = before.get(key);
    if (entry.kind !== 'notice') before.set(key, entry);
    const place = entry.tab === undefined || entry.tab === here ? 'tab' : 'others';
    const own = entry.own === undefined && entry.machine === 'auth' ? 'auth' : entry.own;
    if (own === 'auth') return authSteps(entry, last, place);
    if (own !== 'outbox') return machineSteps(entry);
    return outboxSteps(entry, last, before.get(`${entry.tab ?? ''}/auth`));
  });
  const told = withoutEchoes(steps);
  const ids = new Set(told.flatMap(({ from, to }) => [from, to]));
  const others = [...ids].filter((id) => known.every((lifeline) => lifeline.id !== id));
  return {
    lifelines: [
      ...known.filter(({ id }) => ids.has(id)),
      ...others.map((id) => ({ id, name: id })),
    ],
    steps: told,
  };
}

/** A machine says that it has logged out before the step that led there is over: it comes after it. */
function inOrder(entries: readonly SequenceEntry[]): readonly SequenceEntry[] {
  const sorted: SequenceEntry[] = [];
  let held: SequenceEntry | null = null;
  for (const entry of entries) {
    if (entry.kind === 'notice' && entry.label === 'loggedOut') {
      held = entry;
      continue;
    }
    sorted.push(entry);
    if (held && entry.kind !== 'notice' && entry.tab === held.tab) {
      sorted.push(held);
      held = null;
    }
  }
  return held ? [...sorted, held] : sorted;
}

/** What one tab sends is what the other hears, and what repeats at once says nothing: each once. */
function withoutEchoes(steps: readonly SequenceStep[]): readonly SequenceStep[] {
  const isMessage = ({ from, to, kind, text }: SequenceStep): boolean =>
    [from, to].toSorted().join() === 'others,tab' ||
    (kind === 'note' && from === 'outbox' && text.startsWith('the session'));
  const isRepeated = (step: SequenceStep, index: number): boolean =>
    JSON.stringify(step) === JSON.stringify(steps[index - 1]);
  return steps.filter((step, index) => {
    if (isRepeated(step, index)) return false;
    if (!isMessage(step)) return true;
    const same = steps.findIndex(
      (each) => each.from === step.from && each.to === step.to && each.text === step.text,
    );
    return same === index;
  });
}

function outboxSteps(
  { kind, label, value }: SequenceEntry,
  before: SequenceEntry | undefined,
  auth: SequenceEntry | undefined,
): readonly SequenceStep[] {
  const step = (kindOf: SequenceStep['kind'], from: string, to: string, text: string) => ({
    from,
    to,
    text,
    kind: kindOf,
  });
  const begins = value === 'sending' && before?.value !== 'sending';
  // While the tab itself is asking the server, the outbox finds the entry leased.
  const isLeased = JSON.stringify(auth?.value ?? '').includes('"server":"revoking"');
  if (begins && !isLeased) return [step('ask', 'outbox', 'backend', 'revoke what is due')];
  if (kind === 'after' && label.includes('sendTimeout'))
    return [step('lost', 'backend', 'outbox', 'no answer in time')];
  if (value === 'backingOff' && before?.value === 'sending')
    return [step('note', 'outbox', 'outbox', 'waits, and tries again')];
  return [];
}

/** Any other machine: events from outside, and what its services came to. */
function machineSteps({ machine, kind, label, event }: SequenceEntry): readonly SequenceStep[] {
  const service = label.replace(/ (done|failed|changed)$/, '');
  switch (kind) {
    case 'event':
      return [{ from: 'user', to: machine, text: event, kind: 'ask' }];
    case 'done':
      return [{ from: service, to: machine, text: 'done', kind: 'answer' }];
    case 'snapshot':
      return [{ from: service, to: machine, text: 'changed', kind: 'answer' }];
    case 'error':
      return [{ from: service, to: machine, text: 'failed', kind: 'lost' }];
    case 'after':
    case 'ended':
      return [{ from: machine, to: machine, text: label, kind: 'note' }];
    default:
      return [];
  }
}
