import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';
import { DatabaseTrouble, type TroubleKind } from '../database-trouble.js';

/** How a statement is sent. */
export type ToQuery = (text: string, parameters: readonly unknown[]) => pg.QueryConfig;

/** A pool of which every failure has a name, and which never lends a connection again that did not answer. */
export function boundedPool(pool: pg.Pool, toQuery: ToQuery): PostgresPool {
  // A connection that ends while it is lent reports it by this event too; without a listener the process would end.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return {
    connect: async () => boundedClient(await pool.connect().catch(named), toQuery),
    end: () => pool.end(),
  };
}

function boundedClient(client: pg.PoolClient, toQuery: ToQuery): PostgresPoolClient {
  let broken: Error | undefined;
  const query = async (sql: string, parameters: readonly unknown[]) => {
    if (broken !== undefined) throw broken;
    return client.query(toQuery(sql, parameters)).catch((error: unknown) => {
      if (!isAnswer(error)) broken = asTrouble(error) ?? new Error('the connection is broken');
      return named(error);
    });
  };
  return {
    // Kysely's type also knows cursors, which this service has none of.
    query: query as unknown as PostgresPoolClient['query'],
    release: () => client.release(broken),
  };
}

function named(error: unknown): never {
  throw asTrouble(error) ?? error;
}

function asTrouble(error: unknown): DatabaseTrouble | undefined {
  const kind = troubleOf(error);
  return kind && new DatabaseTrouble(kind, error);
}

interface Answered {
  code: string;
  severity: string;
}

function answered(error: unknown): Answered | undefined {
  return error instanceof Error && 'severity' in error && 'code' in error
    ? { code: String(error.code), severity: String(error.severity) }
    : undefined;
}

/** Whether the server answered, and will answer the next question on this connection. */
function isAnswer(error: unknown): boolean {
  return answered(error)?.severity === 'ERROR';
}

// https://www.postgresql.org/docs/current/errcodes-appendix.html
function troubleOf(error: unknown): TroubleKind | undefined {
  const answer = answered(error);
  if (answer === undefined || answer.severity !== 'ERROR') return 'database_unavailable';
  if (/^(53100|53200|53400)$/.test(answer.code)) return 'database_full';
  if (/^(40001|40P01|55P03|57014)$/.test(answer.code)) return 'database_busy';
  return /^(08|57|58|25006|53)/.test(answer.code) ? 'database_unavailable' : undefined;
}
