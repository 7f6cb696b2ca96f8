import { setTimeout as delay } from 'node:timers/promises';
import Libsql from 'libsql/promise';
import { DatabaseTrouble, type TroubleKind } from '../database-trouble.js';
import { Turns } from '../turns.js';

interface Statement {
  readonly reader: boolean;
  all(parameters: readonly unknown[]): Promise<unknown[]>;
}

interface Connection {
  readonly inTransaction: boolean;
  prepare(sql: string): Promise<Statement>;
  exec(sql: string): Promise<unknown>;
  interrupt(): void;
  close(): void;
}

const maxStatements = 200;
const maxPauseMs = 50;

/**
 * One connection to a libSQL file. Its statements run on a thread of their own, one after another, so that neither a
 * slow disk nor another process's lock holds up the event loop.
 */
export class Lane {
  readonly turns: Turns;
  private readonly connection: Connection;
  private readonly statements = new Map<string, Statement>();

  constructor(
    path: string,
    private readonly patienceMs: number,
  ) {
    this.turns = new Turns(patienceMs);
    // Without a busy timeout of SQLite's own, which would keep one of its few threads asleep: see `untilFree`.
    this.connection = new Libsql(path, { timeout: 0 }) as unknown as Connection;
  }

  get inTransaction(): boolean {
    return this.connection.inTransaction;
  }

  /** Runs a statement that returns nothing, such as `begin immediate`. */
  async exec(sql: string): Promise<void> {
    await this.untilFree(() => this.connection.exec(sql));
  }

  /** Runs a statement; a lone one that returns rows is committed on the thread too, not while its rows are read. */
  async all(sql: string, parameters: readonly unknown[], write: boolean): Promise<unknown[]> {
    const statement = await this.prepare(sql);
    const run = (): Promise<unknown[]> => this.untilFree(() => statement.all(parameters));
    if (!write || !statement.reader || this.inTransaction) return run();
    await this.exec('begin immediate');
    try {
      const rows = await run();
      await this.exec('commit');
      return rows;
    } catch (error) {
      await this.rollback();
      throw error;
    }
  }

  /** Undoes the open transaction; SQLite may have done so by itself, as on a full disk. */
  async rollback(): Promise<void> {
    if (this.inTransaction) await this.exec('rollback');
  }

  close(): void {
    this.connection.close();
  }

  private async prepare(sql: string): Promise<Statement> {
    const known = this.statements.get(sql);
    if (known !== undefined) return known;
    const statement = await this.untilFree(() => this.connection.prepare(sql));
    if (this.statements.size >= maxStatements) this.statements.clear();
    this.statements.set(sql, statement);
    return statement;
  }

  // Another process may hold the file: asked again with growing pauses until the patience is used up.
  private async untilFree<T>(work: () => Promise<T>): Promise<T> {
    const deadline = performance.now() + this.patienceMs;
    const timer = setTimeout(() => this.connection.interrupt(), this.patienceMs);
    try {
      for (let pause = 1; ; pause = Math.min(pause * 2, maxPauseMs)) {
        try {
          return await work();
        } catch (error) {
          if (codeOf(error) !== 'SQLITE_BUSY' || performance.now() + pause > deadline) throw error;
          await delay(pause * (0.5 + Math.random()));
        }
      }
    } catch (error) {
      const kind = troubleOf(codeOf(error));
      throw kind === undefined ? error : new DatabaseTrouble(kind, error);
    } finally {
      clearTimeout(timer);
    }
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/** The kinds of SQLite result codes that are nobody's mistake. */
function troubleOf(code: string): TroubleKind | undefined {
  if (/^SQLITE_(BUSY|LOCKED|INTERRUPT)/.test(code)) return 'database_busy';
  if (code === 'SQLITE_FULL') return 'database_full';
  return /^SQLITE_(IOERR|CANTOPEN|READONLY|NOMEM|PROTOCOL)/.test(code)
    ? 'database_unavailable'
    : undefined;
}
