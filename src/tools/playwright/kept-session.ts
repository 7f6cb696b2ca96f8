/** One sealed session, opened: it can be sealed again under another key. All of it is secret. */
export interface KeptSession {
  /** The database, and what it takes to make it anew. */
  readonly database: string;
  readonly version: number;
  readonly stores: readonly string[];
  /** The record without its seal. */
  readonly record: { readonly generation: string };
  /** What was sealed, as JSON. */
  readonly text: string;
}

/**
 * Opens the sealed sessions of the page's origin: the page may use their keys, though nobody can read
 * them. Runs in the page, and needs nothing from outside of itself.
 */
export async function openSeals(): Promise<KeptSession[]> {
  const done = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.addEventListener('success', () => resolve(request.result));
      request.addEventListener('error', () => reject(new Error('The disk cannot be read.')));
    });
  const kept: KeptSession[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    if (!name.startsWith('moonkey:')) continue;
    const database = await done(indexedDB.open(name));
    const stores = [...database.objectStoreNames];
    if (stores.includes('session') && stores.includes('keys')) {
      const transaction = database.transaction(['session', 'keys']);
      const [records, keys] = await Promise.all([
        done(transaction.objectStore('session').getAll()),
        done(transaction.objectStore('keys').getAll()),
      ]);
      for (const { sealed, ...record } of records) {
        const { key } = keys.find(({ generation }) => generation === record.generation) ?? {};
        if (!key) continue;
        const additionalData = new TextEncoder().encode(record.generation);
        const plain = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv: sealed.iv, additionalData },
          key,
          sealed.data,
        );
        const text = new TextDecoder().decode(plain);
        kept.push({ database: name, version: database.version, stores, record, text });
      }
    }
    database.close();
  }
  return kept;
}

/**
 * Seals sessions again, each under a new key that cannot be read, and puts them on the disk of the page's
 * origin. Runs in the page, and needs nothing from outside of itself.
 */
export async function sealAgain(kept: readonly KeptSession[]): Promise<void> {
  for (const { database: name, version, stores, record, text } of kept) {
    const { generation } = record;
    const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, [
      'encrypt',
      'decrypt',
    ]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const encoder = new TextEncoder();
    const data = await crypto.subtle.encrypt(
      { name: 'AES-GCM', iv, additionalData: encoder.encode(generation) },
      key,
      encoder.encode(text),
    );
    await new Promise<void>((resolve, reject) => {
      const opening = indexedDB.open(name, version);
      opening.addEventListener('upgradeneeded', () => {
        for (const store of stores) opening.result.createObjectStore(store);
      });
      opening.addEventListener('error', () => reject(new Error('The disk cannot be written.')));
      opening.addEventListener('success', () => {
        const transaction = opening.result.transaction(['session', 'keys'], 'readwrite');
        transaction.objectStore('session').put({ ...record, sealed: { iv, data } }, generation);
        transaction.objectStore('keys').put({ generation, key }, generation);
        transaction.addEventListener('complete', () => {
          opening.result.close();
          resolve();
        });
        transaction.addEventListener('abort', () =>
          reject(new Error('The disk cannot be written.')),
        );
      });
    });
  }
}
