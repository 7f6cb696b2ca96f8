let made = 0;

/** A factory whose databases have names that nobody else uses. */
export function createScopedDatabases(factory: IDBFactory) {
  made += 1;
  const prefix = `auth-paths-${Date.now()}-${made}:`;
  const opened = new Set<string>();
  const scoped = (name: string) => prefix + name;
  const indexedDB: IDBFactory = {
    cmp: (a, b) => factory.cmp(a, b),
    async databases() {
      const all = await factory.databases();
      return all
        .filter(({ name }) => name?.startsWith(prefix))
        .map(({ name = '', ...rest }) => ({ ...rest, name: name.slice(prefix.length) }));
    },
    deleteDatabase: (name) => factory.deleteDatabase(scoped(name)),
    open(name, version) {
      opened.add(name);
      return factory.open(scoped(name), version);
    },
  };
  return {
    indexedDB,
    /** Deletes them all; those that are still open go when they are closed. */
    async clear(): Promise<void> {
      for (const name of opened) factory.deleteDatabase(scoped(name));
    },
  };
}
