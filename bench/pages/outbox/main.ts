import { createAuth } from '@moon-key/react-auth/engine';
import { offer } from '../offer.js';

const publishableKey = 'pk_test_outbox';

function openDatabase() {
  const request = indexedDB.open(`moonkey:${publishableKey}`, 1);
  request.onupgradeneeded = () => {
    for (const name of ['session', 'keys', 'revocations']) request.result.createObjectStore(name);
  };
  return new Promise<IDBDatabase>((resolve) => {
    request.onsuccess = () => resolve(request.result);
  });
}

async function fill(count: number) {
  const database = await openDatabase();
  const transaction = database.transaction('revocations', 'readwrite');
  const expiresAt = Date.now() + 7 * 86_400_000;
  for (let entry = 0; entry < count; entry++) {
    const generation = crypto.randomUUID();
    const ticket = 't'.repeat(260);
    transaction
      .objectStore('revocations')
      .put(
        { generation, ticket, askedAt: 1, attempts: 0, notBefore: 0, sender: null, expiresAt },
        generation,
      );
  }
  await new Promise((resolve) => transaction.addEventListener('complete', resolve));
  database.close();
}

const page = {
  /** Starts an engine on an outbox of so many entries: ms until the last one is confirmed. */
  async drain(count: number) {
    await fill(count);
    const auth = createAuth({ publishableKey });
    let left = count;
    const done = new Promise<void>((resolve) => {
      auth.on('revocationSettled', () => {
        left -= 1;
        if (left === 0) resolve();
      });
    });
    const at = performance.now();
    auth.start();
    await done;
    const took = performance.now() - at;
    auth.dispose();
    return took;
  },
};

export type OutboxPage = typeof page;
offer(page);
