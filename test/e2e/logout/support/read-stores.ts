const names = ['session', 'keys', 'revocations'] as const;

/** Every record of the engine's stores, read past the engine. Empty where there is no database. */
export async function readStores(name: string): Promise<Record<(typeof names)[number], unknown[]>> {
  const stores = { session: [], keys: [], revocations: [] };
  const databases = await indexedDB.databases();
  if (!databases.some((each) => each.name === name)) return stores;
  const database = await settled(indexedDB.open(name));
  try {
    const transaction = database.transaction(database.objectStoreNames, 'readonly');
    const all = names.map((each) => settled(transaction.objectStore(each).getAll()));
    const [session = [], keys = [], revocations = []] = await Promise.all(all);
    return { session, keys, revocations };
  } finally {
    database.close();
  }
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')));
  });
}
