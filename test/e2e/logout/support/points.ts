import { wrap } from './wrap.js';

/** The named points of a logout at which a page can be stopped, in the order they are reached. */
export const points = [
  'tombstone-written',
  'tabs-told',
  'call-returned',
  'before-transaction',
  'transaction-begun',
  'before-session-delete',
  'before-key-delete',
  'entry-add',
  'entry-add-succeeded',
  'before-request',
  'request-begun',
  'transaction-complete',
  'answer-received',
  'before-entry-delete',
  'entry-delete-complete',
  'logged-out',
] as const;

/** The name of a point. */
export type Point = (typeof points)[number];

/** The points reached so far. */
export const reached: Point[] = [];

/** Where the page is to stand still: for engines without a debugger. */
export const halt: { at?: Point } = {};

/** Marks a point: a test stops the page here by a breakpoint on this function, or by {@link halt}. */
export function reach(point: Point): void {
  reached.push(point);
  if (halt.at !== point) return;
  // The browser's own process has it at once, whatever becomes of this one.
  document.cookie = `halted=${point}`;
  navigator.sendBeacon(`/lab/halted?at=${point}`);
  while (performance.now() > 0) reached.length = 0;
}

/** Puts the points into what the engine calls of the platform. */
export function instrument(): void {
  wrap(Storage.prototype, 'setItem', (call) => {
    call();
    reach('tombstone-written');
  });

  wrap(BroadcastChannel.prototype, 'postMessage', (call, _, [message]) => {
    call();
    if ((message as { type?: string }).type === 'signedOut') reach('tabs-told');
  });

  wrap(IDBDatabase.prototype, 'transaction', (call, _, [, mode]) => {
    if (mode !== 'readwrite') return call();
    reach('before-transaction');
    const transaction = call();
    reach('transaction-begun');
    return transaction;
  });

  wrap(IDBObjectStore.prototype, 'delete', (call, { name, transaction }: IDBObjectStore) => {
    if (name === 'session') {
      reach('before-session-delete');
      transaction.addEventListener('complete', () => reach('transaction-complete'));
    }
    if (name === 'keys') reach('before-key-delete');
    if (name === 'revocations') {
      reach('before-entry-delete');
      transaction.addEventListener('complete', () => reach('entry-delete-complete'));
    }
    return call();
  });

  wrap(IDBObjectStore.prototype, 'add', (call, { name }: IDBObjectStore) => {
    const request = call() as IDBRequest;
    if (name === 'revocations') {
      reach('entry-add');
      request.addEventListener('success', () => reach('entry-add-succeeded'));
    }
    return request;
  });
}

/** A `fetch` with points around the revocation. */
export async function instrumentedFetch(
  input: RequestInfo | URL,
  init?: RequestInit,
): Promise<Response> {
  const isRevocation = typeof input === 'string' && input.endsWith('/logout');
  if (isRevocation) reach('before-request');
  const answer = fetch(input, init);
  if (isRevocation) reach('request-begun');
  const response = await answer;
  if (isRevocation) reach('answer-received');
  return response;
}
