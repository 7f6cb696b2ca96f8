import type { Page } from 'playwright-core';

/** All that an origin keeps in a browser, as text; bytes are characters of the same number. */
export interface DeviceDump {
  /** How many records each store of each database holds. */
  readonly counts: Readonly<Record<string, number>>;
  readonly text: string;
}

/** Reads every record of every database, deeply, and both storages and the cookies. */
export function dumpDevice(page: Page): Promise<DeviceDump> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(request.error ?? new Error('failed')));
      });
    const latin = (bytes: ArrayBuffer) =>
      Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
    const plain = (_: string, value: unknown): unknown => {
      if (value instanceof ArrayBuffer) return latin(value);
      if (ArrayBuffer.isView(value)) return latin(new Uint8Array(value.buffer).slice().buffer);
      return value;
    };

    const counts: Record<string, number> = {};
    const found: unknown[] = [
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
    ];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const records = database.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([
          settled(records.getAllKeys()),
          settled(records.getAll()),
        ]);
        counts[store] = values.length;
        found.push({ name, store, keys, values });
      }
      database.close();
    }
    return { counts, text: JSON.stringify(found, plain) };
  });
}
