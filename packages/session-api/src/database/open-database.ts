import { chmod, open } from 'node:fs/promises';
import { type Dialect, Kysely, PostgresDialect, SqliteDialect } from 'kysely';
import type { DatabaseOptions } from '../options.js';
import { migrate } from './migrations.js';
import type { Tables } from './tables.js';

/** An open database whose schema is up to date. */
export type Database = Kysely<Tables>;

const busyTimeoutMs = 5_000;
const connectTimeoutMs = 10_000;

/** Opens the database and brings its schema up to date. Rejects with an error that names the option `database`. */
export async function openDatabase(
  options: DatabaseOptions,
  onError: (error: unknown) => void,
): Promise<Database> {
  let db: Database | undefined;
  try {
    const dialect =
      options.kind === 'libsql' ? await libsql(options.url) : await postgres(options.url, onError);
    db = new Kysely<Tables>({ dialect });
    await migrate(db);
    return db;
  } catch (error) {
    await db?.destroy().catch(() => undefined);
    throw new Error(
      `session-api: option "database" (${options.kind}) could not be opened: ${reason(error)}. ` +
        (options.kind === 'libsql'
          ? 'Give the path of a file in an existing, writable folder, e.g. "file:./sessions.db".'
          : 'Check that Postgres is running and that the URL, user and password are right.'),
      { cause: error },
    );
  }
}

// A refused connection is an AggregateError: it has a code and no message.
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return error.message || ('code' in error ? String(error.code) : error.name);
}

async function libsql(url: string): Promise<Dialect> {
  const { default: Libsql } = await import('libsql');
  const path = url.replace(/^file:(\/\/(?=\/))?/, '');
  if (path !== ':memory:') await keepPrivate(path);
  const database = new Libsql(path, { timeout: busyTimeoutMs });
  // WAL with synchronous=FULL: a commit that was answered is on disk, whatever happens to the process or the machine.
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  return new SqliteDialect({ database });
}

// The file holds the signing key, and SQLite gives its -wal and -shm files the same mode.
async function keepPrivate(path: string): Promise<void> {
  const file = await open(path, 'a', 0o600);
  await file.close();
  await chmod(path, 0o600);
}

async function postgres(url: string, onError: (error: unknown) => void): Promise<Dialect> {
  const { default: pg } = await import('pg');
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    types,
  });
  // Without a listener an idle connection that the server closes would end the process.
  pool.on('error', onError);
  return new PostgresDialect({ pool });
}
