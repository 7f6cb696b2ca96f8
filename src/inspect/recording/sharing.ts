/** Begins something once for many who need it, and ends it when the last of them is gone. */
export function createSharing(): (key: object, begin: () => () => void) => () => void {
  const shared = new Map<object, { users: number; readonly end: () => void }>();
  return (key, begin) => {
    const entry = shared.get(key) ?? { users: 0, end: begin() };
    entry.users += 1;
    shared.set(key, entry);
    let left = false;
    return () => {
      if (left) return;
      left = true;
      entry.users -= 1;
      if (entry.users > 0) return;
      shared.delete(key);
      entry.end();
    };
  };
}
