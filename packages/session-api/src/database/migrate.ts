import { type Kysely, Migrator } from 'kysely';
import type { Environment } from '../environment.js';
import { initial } from './migrations/0001-initial.js';
import { environments } from './migrations/0002-environments.js';
import { codeRequests } from './migrations/0003-code-requests.js';
import { signingKeys } from './migrations/0004-signing-keys.js';

/**
 * Brings the database to the newest schema; throws when a migration fails. Rows from before there were environments
 * get `environment`.
 */
export async function migrate<T>(db: Kysely<T>, environment: Environment): Promise<void> {
  const migrations = {
    '0001_initial': initial,
    '0002_environments': environments(environment),
    '0003_code_requests': codeRequests,
    '0004_signing_keys': signingKeys,
  };
  const migrator = new Migrator({
    db,
    provider: { getMigrations: () => Promise.resolve(migrations) },
  });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) throw error instanceof Error ? error : new Error('a migration failed');
}
