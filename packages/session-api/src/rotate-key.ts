import { DatabaseClock } from './database/database-clock.js';
import { openDatabase } from './database/open-database.js';
import type { Environment } from './environment.js';
import { resolveDatabase } from './options.js';
import { rotateSigningKey } from './stores/signing-keys.js';

/** The command `rotate-key`: makes a new signing key in a database that running services use. */
export async function rotateKey(
  url: string | undefined,
  environment: Environment,
  compromised: boolean,
): Promise<void> {
  const database = resolveDatabase(url);
  const timeouts = { connectMs: 5_000, statementMs: 5_000 };
  const db = await openDatabase(database, environment, timeouts, () => undefined);
  try {
    const clock = new DatabaseClock(db, database.kind);
    await clock.read();
    await rotateSigningKey(db, clock.now(), compromised);
  } finally {
    await db.destroy();
  }
}
