import { BatchLoader } from '../database/batch-loader.js';
import { asParameter, isAmong } from '../database/is-among.js';
import type { Database } from '../database/open-database.js';
import type { SessionRow } from '../database/tables.js';
import type { Environment } from '../environment.js';
import type { DatabaseOptions } from '../options.js';

/** The columns that name a session. */
export type SessionColumn = 'id' | 'token_hash';

/** Reads the sessions of one environment: those that are asked for at the same time in one statement. */
export class SessionRows {
  private readonly loaders: Readonly<Record<SessionColumn, BatchLoader<SessionRow>>>;

  constructor(
    private readonly db: Database,
    private readonly kind: DatabaseOptions['kind'],
    private readonly environment: Environment,
  ) {
    this.loaders = { id: this.loaderBy('id'), token_hash: this.loaderBy('token_hash') };
  }

  /** The session of this id or token hash, past its end too: as it is now or later, never as it was before. */
  find(column: SessionColumn, value: string): Promise<SessionRow | undefined> {
    return this.loaders[column].load(value);
  }

  private loaderBy(column: SessionColumn): BatchLoader<SessionRow> {
    // Compiled once: building a query takes longer than running this one.
    const query = this.db
      .selectFrom('sessions')
      .selectAll()
      .where(isAmong(this.kind, column, []))
      .where('environment', '=', this.environment)
      .compile();
    return new BatchLoader(async (values) => {
      const parameters = [asParameter(this.kind, values), this.environment];
      const { rows } = await this.db.executeQuery<SessionRow>({ ...query, parameters });
      return new Map(rows.map((row) => [row[column], row]));
    });
  }
}
