import type { Database } from '../database/open-database.js';
import type { SessionRow } from '../database/tables.js';
import type { Environment } from '../environment.js';
import type { FactorBody, SessionBody } from '../http/schemas.js';
import { hashToken, newId, newSessionToken } from '../secrets.js';
import type { Activity } from './activity.js';
import type { SessionJwts } from './session-jwts.js';
import type { SessionColumn, SessionRows } from './session-rows.js';

/** How a caller names a session. */
export type SessionIdentifier = { token: string } | { jwt: string } | { id: string };

/** What a new session needs. */
export interface NewSession {
  userId: string;
  factor: FactorBody;
  device: { user_agent: string; ip: string };
  /** Minutes. */
  expiresIn: number;
}

type Located = { column: SessionColumn; value: string };

/** Reads and changes the sessions of one environment. Each change is one statement, so that a deleted session can never come back. */
export class Sessions {
  constructor(
    private readonly db: Database,
    private readonly environment: Environment,
    private readonly rows: SessionRows,
    private readonly jwts: SessionJwts,
    private readonly activity: Activity,
    private readonly now: () => number,
  ) {}

  /** Marks a live session active; see {@link Activity}. Undefined when there is none. */
  async touch(identifier: SessionIdentifier): Promise<SessionBody | undefined> {
    const row = await this.read(identifier);
    return row && toBody(this.activity.mark(row, this.now()), tokenOf(identifier));
  }

  /** Moves the end of a live session, `expiresIn` minutes from now, and marks it active. Undefined when there is none. */
  async extend(identifier: SessionIdentifier, expiresIn: number): Promise<SessionBody | undefined> {
    const at = await this.locate(identifier, 'verified');
    if (at === undefined) return undefined;
    const now = this.now();
    const row = await this.db
      .updateTable('sessions')
      .set({ last_active_at: now, updated_at: now, expires_at: now + expiresIn * 60 })
      .where(at.column, '=', at.value)
      .where('environment', '=', this.environment)
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst();
    return row && toBody(row, tokenOf(identifier));
  }

  /** A live session, unchanged. */
  async find(identifier: SessionIdentifier): Promise<SessionBody | undefined> {
    const row = await this.read(identifier);
    return row && toBody(this.activity.known(row), tokenOf(identifier));
  }

  /** A page of the live sessions of a user, newest first, without tokens. `after` is the `next` of the page before. */
  async list(userId: string, limit: number, after?: string) {
    const [, startedAt = '', id = ''] = /^(\d+)_(.+)$/.exec(after ?? '') ?? [];
    const rows = await this.db
      .selectFrom('sessions')
      .selectAll()
      .where('user_id', '=', userId)
      .where('environment', '=', this.environment)
      .where('expires_at', '>', this.now())
      .$if(after !== undefined, (query) =>
        query.where((where) =>
          where.or([
            where('started_at', '<', Number(startedAt)),
            where.and([where('started_at', '=', Number(startedAt)), where('id', '>', id)]),
          ]),
        ),
      )
      .orderBy('started_at', 'desc')
      .orderBy('id')
      .limit(limit + 1)
      .execute();
    const sessions = rows.slice(0, limit).map((row) => toBody(this.activity.known(row)));
    const last = rows.length > limit ? sessions.at(-1) : undefined;
    return {
      sessions,
      ...(last && { has_more: true as const, next: `${last.started_at}_${last.id}` }),
    };
  }

  /** Deletes a user's sessions that began before `startedBefore` (Unix seconds), all in one statement. */
  async deleteStartedBefore(userId: string, startedBefore: number): Promise<void> {
    await this.db
      .deleteFrom('sessions')
      .where('user_id', '=', userId)
      .where('environment', '=', this.environment)
      .where('started_at', '<', startedBefore)
      .execute();
  }

  /** Deletes a live session; false when there is none. A JWT past its end still names its session here. */
  async delete(identifier: SessionIdentifier): Promise<boolean> {
    const at = await this.locate(identifier, 'deleted');
    if (at === undefined) return false;
    const { numDeletedRows } = await this.db
      .deleteFrom('sessions')
      .where(at.column, '=', at.value)
      .where('environment', '=', this.environment)
      .where('expires_at', '>', this.now())
      .executeTakeFirst();
    return numDeletedRows > 0n;
  }

  /** Stores a new session inside the caller's transaction. The answer holds the token: the only time it exists. */
  async create(transaction: Database, { userId, factor, device, expiresIn }: NewSession) {
    const now = this.now();
    const token = newSessionToken();
    const row = await transaction
      .insertInto('sessions')
      .values({
        id: newId('sess'),
        environment: this.environment,
        user_id: userId,
        token_hash: hashToken(token),
        factors: JSON.stringify([factor]),
        ...device,
        started_at: now,
        expires_at: now + expiresIn * 60,
        last_active_at: now,
        created_at: now,
        updated_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    return { session: toBody(row, token), token };
  }

  /** Renews a factor of a live session inside the caller's transaction. */
  async renewFactor(
    transaction: Database,
    session: SessionBody,
    factor: FactorBody,
    expiresIn?: number,
  ) {
    const now = this.now();
    const others = session.factors.filter(
      ({ method }) => method.method_id !== factor.method.method_id,
    );
    const row = await transaction
      .updateTable('sessions')
      .set({
        factors: JSON.stringify([...others, factor]),
        last_active_at: now,
        updated_at: now,
        ...(expiresIn && { expires_at: now + expiresIn * 60 }),
      })
      .where('id', '=', session.id)
      .where('expires_at', '>', now)
      .returningAll()
      .executeTakeFirst();
    return row && toBody(row, session.session_token);
  }

  /** A JWT that is good for 240 s at least. The session inside it never holds the token. */
  jwt(session: SessionBody): Promise<string> {
    return this.jwts.of({ ...session, session_token: undefined }, this.now());
  }

  /** A JWT signed now, good for 300 s. */
  freshJwt(session: SessionBody): Promise<string> {
    return this.jwts.fresh({ ...session, session_token: undefined }, this.now());
  }

  private async read(identifier: SessionIdentifier): Promise<SessionRow | undefined> {
    const at = await this.locate(identifier, 'verified');
    if (at === undefined) return undefined;
    const row = await this.rows.find(at.column, at.value);
    return row !== undefined && row.expires_at > this.now() ? row : undefined;
  }

  private async locate(
    identifier: SessionIdentifier,
    toBe: 'verified' | 'deleted',
  ): Promise<Located | undefined> {
    if ('token' in identifier) return { column: 'token_hash', value: hashToken(identifier.token) };
    if ('id' in identifier) return { column: 'id', value: identifier.id };
    const id =
      toBe === 'verified'
        ? await this.jwts.verify(identifier.jwt, this.now())
        : await this.jwts.read(identifier.jwt);
    return id === undefined ? undefined : { column: 'id', value: id };
  }
}

function tokenOf(identifier: SessionIdentifier): string | undefined {
  return 'token' in identifier ? identifier.token : undefined;
}

function toBody(row: SessionRow, token?: string): SessionBody {
  return {
    id: row.id,
    user_id: row.user_id,
    ...(token !== undefined && { session_token: token }),
    started_at: row.started_at,
    expires_at: row.expires_at,
    last_active_at: row.last_active_at,
    factors: JSON.parse(row.factors) as FactorBody[],
    device_fingerprint: { user_agent: row.user_agent, ip: row.ip },
    updated_at: row.updated_at,
    created_at: row.created_at,
  };
}
