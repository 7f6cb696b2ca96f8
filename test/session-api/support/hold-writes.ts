import Libsql from 'libsql';
import { vi } from 'vitest';

/**
 * Takes the write lock of a libSQL file on a connection of its own, once nobody else has it; gives the function that
 * lets go. It asks again and again and never waits inside SQLite: that would stop the event loop on which a service in
 * this process comes to the end of its own transaction.
 */
export async function holdWrites(path: string): Promise<() => void> {
  const other = new Libsql(path);
  await vi.waitFor(() => other.exec('begin immediate'), { timeout: 10_000, interval: 5 });
  return () => {
    other.exec('rollback');
    other.close();
  };
}
