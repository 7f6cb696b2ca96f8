import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  type QueryResult,
  SelectQueryNode,
} from 'kysely';
import type { Lane } from './lane.js';

/** A lane for writing, and lanes for reading beside it; the same one where the database is in memory. */
export interface Lanes {
  writer: Lane;
  readers: readonly Lane[];
}

/** Runs Kysely's queries: reads beside one another, writers in turn, each transaction with the write lock from its start. */
export class LibsqlDriver implements Driver {
  constructor(private readonly open: () => Promise<Lanes>) {}

  private lanes: Lanes | undefined;

  async init(): Promise<void> {
    this.lanes = await this.open();
  }

  acquireConnection(): Promise<DatabaseConnection> {
    if (this.lanes === undefined) throw new Error('the database is closed');
    return Promise.resolve(new LibsqlConnection(this.lanes));
  }

  async beginTransaction(connection: LibsqlConnection): Promise<void> {
    await connection.begin();
  }

  async commitTransaction(connection: LibsqlConnection): Promise<void> {
    await connection.commit();
  }

  async rollbackTransaction(connection: LibsqlConnection): Promise<void> {
    await connection.rollback();
  }

  async releaseConnection(connection: LibsqlConnection): Promise<void> {
    await connection.rollback();
  }

  destroy(): Promise<void> {
    const { writer, readers } = this.lanes ?? { writer: undefined, readers: [] };
    for (const lane of new Set([writer, ...readers])) lane?.close();
    this.lanes = undefined;
    return Promise.resolve();
  }
}

class LibsqlConnection implements DatabaseConnection {
  private endTurn: (() => void) | undefined;

  constructor(private readonly lanes: Lanes) {}

  async executeQuery<R>({ sql, parameters, query }: CompiledQuery): Promise<QueryResult<R>> {
    const reads = SelectQueryNode.is(query) || /^\s*select\b/i.test(sql);
    if (this.endTurn !== undefined) return this.run<R>(this.lanes.writer, sql, parameters, !reads);
    const lane = reads ? this.reader() : this.lanes.writer;
    const endTurn = await lane.turns.take();
    try {
      return await this.run<R>(lane, sql, parameters, !reads);
    } finally {
      endTurn();
    }
  }

  // Kysely asks every driver for this; the service never streams.
  async *streamQuery<R>(query: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    yield await this.executeQuery<R>(query);
  }

  async begin(): Promise<void> {
    this.endTurn = await this.lanes.writer.turns.take();
    await this.lanes.writer.rollback();
    await this.lanes.writer.exec('begin immediate');
  }

  async commit(): Promise<void> {
    await this.lanes.writer.exec('commit');
    this.end();
  }

  async rollback(): Promise<void> {
    if (this.endTurn === undefined) return;
    try {
      await this.lanes.writer.rollback();
    } finally {
      this.end();
    }
  }

  private end(): void {
    this.endTurn?.();
    this.endTurn = undefined;
  }

  private reader(): Lane {
    const [first = this.lanes.writer, ...rest] = this.lanes.readers;
    return rest.reduce(
      (best, lane) => (lane.turns.length < best.turns.length ? lane : best),
      first,
    );
  }

  private async run<R>(lane: Lane, sql: string, parameters: readonly unknown[], write: boolean) {
    const rows = (await lane.all(sql, parameters, write)) as R[];
    if (!write || rows.length > 0) return { rows };
    const [counted] = (await lane.all('select changes() as n', [], false)) as { n: number }[];
    return { rows, numAffectedRows: BigInt(counted?.n ?? 0) };
  }
}
