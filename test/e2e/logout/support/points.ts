/** The named points of a logout at which a page can be stopped, in the order they are reached. */
export const points = [
  'tombstone-written',
  'tabs-told',
  'call-returned',
  'before-transaction',
  'transaction-begun',
  'before-session-delete',
  'before-key-delete',
  'entry-put',
  'entry-put-succeeded',
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

/** Marks a point: a test stops the page here by a breakpoint on this function. */
export function reach(point: Point): void {
  reached.push(point);
}

/** Puts the points into what the engine calls of the platform. */
export function instrument(): void {
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function instrumented(key, value) {
    setItem.call(this, key, value);
    reach('tombstone-written');
  };

  const { postMessage } = BroadcastChannel.prototype;
  BroadcastChannel.prototype.postMessage = function instrumented(message: { type?: string }) {
    postMessage.call(this, message);
    if (message.type === 'signedOut') reach('tabs-told');
  };

  const { transaction } = IDBDatabase.prototype;
  IDBDatabase.prototype.transaction = function instrumented(names, mode, options) {
    if (mode !== 'readwrite') return transaction.call(this, names, mode, options);
    reach('before-transaction');
    const begun = transaction.call(this, names, mode, options);
    reach('transaction-begun');
    return begun;
  };

  const onComplete = (request: IDBRequest, point: Point) =>
    request.transaction?.addEventListener('complete', () => reach(point));

  const remove = IDBObjectStore.prototype.delete;
  IDBObjectStore.prototype.delete = function instrumented(key) {
    if (this.name === 'session') reach('before-session-delete');
    if (this.name === 'keys') reach('before-key-delete');
    if (this.name === 'revocations') reach('before-entry-delete');
    const request = remove.call(this, key);
    if (this.name === 'session') onComplete(request, 'transaction-complete');
    if (this.name === 'revocations') onComplete(request, 'entry-delete-complete');
    return request;
  };

  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function instrumented(value, key) {
    const request = put.call(this, value, key);
    if (this.name === 'revocations') {
      reach('entry-put');
      request.addEventListener('success', () => reach('entry-put-succeeded'));
    }
    return request;
  };
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
