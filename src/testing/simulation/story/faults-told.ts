import type { RecordedEntry } from '../../../inspect/flight/recording.js';
import { leavesOf } from '../../../inspect/recording/entry.js';
import type { FaultKind } from '../world/faults.js';
import { codeIn } from './code-in.js';

/** What went wrong outside of the page, as its answer tells. */
export function faultOf(entry: RecordedEntry): FaultKind | null {
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

/** After how long a revocation that has no answer is taken to hang, in ms: an engine gives it up before. */
const GIVEN_UP_AFTER = 6_000;

/** A logout that still waits for the server when the page is heard of for the last time. */
export function unanswered(entries: readonly RecordedEntry[], index: number): FaultKind | null {
  const entry = entries[index];
  if (entry?.own !== 'auth' || !isRevoking(entry)) return null;
  const before = entries.slice(0, index).findLast(({ own }) => own === 'auth');
  if (before && isRevoking(before)) return null;
  const rest = entries.slice(index);
  const isAnswered = rest.some((each) => each.own === 'auth' && !isRevoking(each));
  const waited = (rest.at(-1)?.at ?? entry.at) - entry.at;
  return !isAnswered && waited >= GIVEN_UP_AFTER ? 'requestHangs' : null;
}

function isRevoking({ value }: RecordedEntry): boolean {
  return leavesOf(value).includes('revoking');
}
