import { sql } from 'kysely';
import type { Database } from '../database/open-database.js';
import type { CodeRow } from '../database/tables.js';
import { type CodeHasher, newCode, newId } from '../secrets.js';

/** Who asked for a code. */
export interface Asker {
  /** `clientName` of the device, or an empty string. */
  client: string;
  /** Whether that client has signed in to this address before. */
  known: boolean;
}

let asked = 0;

/** One-time codes: each request has a code of its own, which works with the id of that request only. */
export class Codes {
  constructor(
    private readonly hasher: CodeHasher,
    private readonly attemptsPerCode: number,
    private readonly now: () => number,
  ) {}

  /** A new request with its code, good for `expiresIn` minutes. */
  async issue(db: Database, emailId: string, expiresIn: number, { client, known }: Asker) {
    const now = this.now();
    const id = newId('otp');
    const code = newCode();
    const expiresAt = now + expiresIn * 60;
    await db
      .insertInto('codes')
      .values({
        id,
        email_id: emailId,
        code_hash: this.hasher.hash(id, code),
        attempts: 0,
        confirmed: 0,
        client,
        known: known ? 1 : 0,
        asked: nextOrder(),
        sent_at: now,
        expires_at: expiresAt,
      })
      .execute();
    return { id, code, expiresAt };
  }

  /** Removes a request whose code could not be delivered. */
  async withdraw(db: Database, id: string): Promise<void> {
    await db.deleteFrom('codes').where('id', '=', id).execute();
  }

  /**
   * Counts one guess, before it is compared. `methodId` is the id of the request, or of the address: then its newest
   * request is meant, as in the public API. Undefined when no guess is left.
   */
  async guess(db: Database, methodId: string): Promise<CodeRow | undefined> {
    const newest = sql<string>`(select id from codes where email_id = ${methodId}
      and code_hash is not null and expires_at > ${this.now()} order by asked desc limit 1)`;
    return db
      .updateTable('codes')
      .set({ attempts: sql<number>`attempts + 1` })
      .where('id', '=', methodId.startsWith('email_') ? newest : methodId)
      .where('code_hash', 'is not', null)
      .where('attempts', '<', this.attemptsPerCode)
      .where('expires_at', '>', this.now())
      .returningAll()
      .executeTakeFirst();
  }

  /** Whether the code is the one of the request. */
  matches({ id, code_hash }: CodeRow, code: string): boolean {
    return code_hash !== null && this.hasher.matches(id, code, code_hash);
  }

  /** Uses the code up; false when another request did so first. */
  async consume(db: Database, { id, code_hash }: CodeRow): Promise<boolean> {
    const row = await db
      .updateTable('codes')
      .set({ code_hash: null })
      .where('id', '=', id)
      .where('code_hash', '=', code_hash)
      .returning('id')
      .executeTakeFirst();
    return row !== undefined;
  }

  /** Puts a second code in the place of a right one; undefined when another request did so first. */
  async confirm(db: Database, { id, code_hash }: CodeRow): Promise<string | undefined> {
    const code = newCode();
    const row = await db
      .updateTable('codes')
      .set({ code_hash: this.hasher.hash(id, code), confirmed: 1 })
      .where('id', '=', id)
      .where('code_hash', '=', code_hash)
      .returning('id')
      .executeTakeFirst();
    return row && code;
  }

  /** Undoes `confirm`: the second code could not be delivered. */
  async unconfirm(db: Database, { id, code_hash }: CodeRow): Promise<void> {
    await db
      .updateTable('codes')
      .set({ code_hash, confirmed: 0 })
      .where('id', '=', id)
      .where('code_hash', 'is not', null)
      .execute();
  }
}

// Requests of one second are told apart too, whatever clock the service was given.
function nextOrder(): number {
  asked = Math.max(asked + 1, Date.now() * 1000);
  return asked;
}
