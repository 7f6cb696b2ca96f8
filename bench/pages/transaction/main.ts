import { offer } from '../offer.js';

const opening = indexedDB.open('bare-transaction', 1);
opening.addEventListener('upgradeneeded', () => {
  for (const name of ['session', 'keys', 'revocations']) opening.result.createObjectStore(name);
});
const opened = new Promise<IDBDatabase>((resolve) =>
  opening.addEventListener('success', () => resolve(opening.result)),
);

const done = (transaction: IDBTransaction) =>
  new Promise<void>((resolve) => transaction.addEventListener('complete', () => resolve()));

const page = {
  /** Stores what the engine stores: a sealed session of the same length, and its key. */
  async store() {
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const record = {
      generation: crypto.randomUUID(),
      sealed: { iv: new Uint8Array(12), data: new ArrayBuffer(1_250) },
      ticket: 't'.repeat(260),
      everywhereTicket: 'e'.repeat(260),
      expiresAt: Date.now(),
    };
    const transaction = (await opened).transaction(['session', 'keys'], 'readwrite', {
      durability: 'strict',
    });
    transaction.objectStore('session').put(record, 'current');
    transaction.objectStore('keys').put({ generation: record.generation, key }, record.generation);
    await done(transaction);
    return record.generation;
  },
  /** Deletes them with nothing around it: ms to `complete`. */
  async clear(generation: string) {
    const database = await opened;
    const at = performance.now();
    const transaction = database.transaction(['session', 'keys', 'revocations'], 'readwrite', {
      durability: 'strict',
    });
    transaction.objectStore('session').delete('current');
    transaction.objectStore('keys').delete(generation);
    await done(transaction);
    return performance.now() - at;
  },
};

export type TransactionPage = typeof page;
offer(page);
