import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Libsql from 'libsql';
import pg from 'pg';
import { vi } from 'vitest';
import { createSessionApi } from '../../../packages/session-api/src/index.js';
import type { DatabaseOptions } from '../../../packages/session-api/src/options.js';
import { startPostgres } from '../../support/postgres.js';
import { secretKey } from './secret-key.js';

/** An empty database of one test suite, which the suite can look into behind the service's back. */
export interface TestDatabase {
  readonly options: DatabaseOptions;
  /** Every row of every table. */
  rows(): Promise<Record<string, unknown[]>>;
  /** Everything the database holds, as bytes or as a dump. */
  bytes(): Buffer;
  /** Stores `count` copies of a session, each with an id and a token of its own. */
  copySessions(id: string, count: number): Promise<void>;
  remove(): Promise<void>;
}

/** Makes databases of one kind. */
export interface DatabaseKind {
  readonly kind: 'libsql' | 'postgres';
  create(): Promise<TestDatabase>;
  stop(): Promise<void>;
}

const tables = ['users', 'emails', 'codes', 'sessions', 'signing_keys'];
const selectAll = (table: string): string => `select * from ${table} order by 1`;

const copies = (id: string, count: number): string => `
  with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
  insert into sessions (id, user_id, token_hash, factors, user_agent, ip, started_at, expires_at, last_active_at, created_at, updated_at, environment)
  select id || '_' || i, user_id, token_hash || '_' || i, factors, user_agent, ip, started_at, expires_at, last_active_at, created_at, updated_at, environment
  from sessions, n where id = '${id}'`;

/**
 * Lets a service bring an empty database up to date and make its signing key. Of this one the others are copies: a
 * schema and a key for each would be most of what the suites do.
 */
async function prepare(database: DatabaseOptions): Promise<void> {
  const api = await createSessionApi({ secretKeys: [secretKey], database, inbox: false });
  await api.close();
}

export function libsqlDatabases(): DatabaseKind {
  const newFolder = (): string => mkdtempSync(join(tmpdir(), 'moonkey-libsql-'));
  const pathIn = (folder: string): string => join(folder, 'sessions.db');
  let template: string | undefined;
  return {
    kind: 'libsql',
    async create() {
      if (template === undefined) {
        template = newFolder();
        await prepare({ kind: 'libsql', url: `file:${pathIn(template)}` });
      }
      const folder = newFolder();
      const path = pathIn(folder);
      cpSync(template, folder, { recursive: true });
      return {
        options: { kind: 'libsql' as const, url: `file:${path}` },
        rows() {
          const database = new Libsql(path, { timeout: 5_000 });
          const rows = tables.map((table) => [table, database.prepare(selectAll(table)).all()]);
          database.close();
          return Promise.resolve(Object.fromEntries(rows));
        },
        async copySessions(id, size) {
          const database = new Libsql(path);
          await vi.waitFor(() => database.exec(copies(id, size)), { timeout: 10_000, interval: 5 });
          database.close();
        },
        bytes: () =>
          Buffer.concat(readdirSync(folder).map((file) => readFileSync(join(folder, file)))),
        remove: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
      };
    },
    stop() {
      if (template !== undefined) rmSync(template, { recursive: true, force: true });
      return Promise.resolve();
    },
  };
}

export async function postgresDatabases(): Promise<DatabaseKind> {
  const server = await startPostgres();
  let count = 0;
  return {
    kind: 'postgres',
    async create() {
      if (count === 0) await prepare({ kind: 'postgres', url: server.createDatabase('template') });
      const url = server.createDatabase(`suite_${(count += 1)}`, 'template');
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      return {
        options: { kind: 'postgres', url },
        async rows() {
          const rows: Record<string, unknown[]> = {};
          for (const table of tables) {
            rows[table] = (await client.query(selectAll(table))).rows;
          }
          return rows;
        },
        async copySessions(id, size) {
          await client.query(copies(id, size));
        },
        bytes: () => execFileSync(join(server.programs, 'pg_dump'), [url]),
        remove: () => client.end(),
      };
    },
    stop: () => server.stop(),
  };
}
