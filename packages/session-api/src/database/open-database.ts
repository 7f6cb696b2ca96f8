import { type Dialect, Kysely, PostgresDialect } from 'kysely';
import type { DatabaseOptions } from '../options.js';
import type { Environment } from '../environment.js';
import { migrate } from './migrate.js';
import { boundedPool } from './postgres/bounded-pool.js';
import { plainQuery, preparedQuery, readPreparedStatements } from './postgres/prepared-query.js';
import type { Tables } from './tables.js';

/** An open database whose schema is up to date. */
export type Database = Kysely<Tables>;

/** How long the database may take, in milliseconds. */
export interface DatabaseTimeouts {
  /** For a connection, new or from the pool. */
  connectMs: number;
  /** For a statement, waiting for its turn included. */
  statementMs: number;
}

/** Opens the database and brings its schema up to date. Rejects with an error that names the option `database`. */
export async function openDatabase(
  options: DatabaseOptions,
  environment: Environment,
  timeouts: DatabaseTimeouts,
  onError: (error: unknown) => void,
): Promise<Database> {
  let db: Database | undefined;
  try {
    const dialect =
      options.kind === 'libsql'
        ? await libsql(options.url, timeouts)
        : await postgres(options.url, timeouts, onError);
    db = new Kysely<Tables>({ dialect });
    await migrate(db, environment);
    return db;
  } catch (error) {
    await db?.destroy().catch(() => undefined);
    throw new Error(
      `session-api: option "database" (${options.kind}) could not be opened: ${error instanceof Error ? error.message : 'unknown error'}. ` +
        (options.kind === 'libsql'
          ? 'Give the path of a file in an existing, writable folder, e.g. "file:./sessions.db".'
          : 'Check that Postgres is running and that the URL, user and password are right.'),
      { cause: error },
    );
  }
}

async function libsql(url: string, { statementMs }: DatabaseTimeouts): Promise<Dialect> {
  const { libsqlDialect } = await import('./libsql/libsql-dialect.js');
  return libsqlDialect(url, statementMs);
}

async function postgres(
  url: string,
  { connectMs, statementMs }: DatabaseTimeouts,
  onError: (error: unknown) => void,
): Promise<Dialect> {
  const { default: pg } = await import('pg');
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  const { url: connectionString, isPrepared } = readPreparedStatements(url);
  const pool = new pg.Pool({
    connectionString,
    connectionTimeoutMillis: connectMs,
    // The server stops a slow statement; the client does not wait for a server that does not even do that.
    statement_timeout: statementMs,
    query_timeout: statementMs + 500,
    idle_in_transaction_session_timeout: 2 * statementMs,
    keepAlive: true,
    types,
  });
  // Without a listener an idle connection that the server closes would end the process.
  pool.on('error', onError);
  return new PostgresDialect({ pool: boundedPool(pool, isPrepared ? preparedQuery : plainQuery) });
}
