import type { Database } from '../database/open-database.js';
import type { EmailRow } from '../database/tables.js';
import type { UserBody } from '../http/schemas.js';
import { newId } from '../secrets.js';

/** Reads, makes and deletes users. */
export class Users {
  constructor(
    private readonly db: Database,
    private readonly now: () => number,
  ) {}

  /** The user of an e-mail address, made when there is none. Two calls at once make one user. */
  async findOrCreate(
    address: string,
  ): Promise<{ email: EmailRow; status: 'pending' | 'active'; created: boolean }> {
    const email = address.toLowerCase();
    const created = await this.db.transaction().execute(async (transaction) => {
      const now = this.now();
      const times = { created_at: now, updated_at: now };
      const userId = newId('user');
      const inserted = await transaction
        .insertInto('emails')
        .values({
          id: newId('email'),
          user_id: userId,
          email,
          verified: 0,
          last_verified_at: 0,
          ...times,
        })
        .onConflict((conflict) => conflict.column('email').doNothing())
        .returning('id')
        .executeTakeFirst();
      if (inserted === undefined) return false;
      await transaction
        .insertInto('users')
        .values({ id: userId, status: 'pending', ...times })
        .execute();
      return true;
    });
    const row = await this.db
      .selectFrom('emails')
      .innerJoin('users', 'users.id', 'emails.user_id')
      .selectAll('emails')
      .select('users.status')
      .where('emails.email', '=', email)
      .executeTakeFirstOrThrow();
    return { email: row, status: row.status, created };
  }

  /** Marks an address verified and its user active, inside the caller's transaction. */
  async markVerified(transaction: Database, emailId: string): Promise<EmailRow | undefined> {
    const now = this.now();
    const email = await transaction
      .updateTable('emails')
      .set({ verified: 1, last_verified_at: now, updated_at: now })
      .where('id', '=', emailId)
      .returningAll()
      .executeTakeFirst();
    if (email === undefined) return undefined;
    await transaction
      .updateTable('users')
      .set({ status: 'active', updated_at: now })
      .where('id', '=', email.user_id)
      .where('status', '=', 'pending')
      .execute();
    return email;
  }

  /** A user with the addresses, or undefined. */
  async get(userId: string): Promise<UserBody | undefined> {
    const user = await this.db
      .selectFrom('users')
      .selectAll()
      .where('id', '=', userId)
      .executeTakeFirst();
    if (user === undefined) return undefined;
    const emails = await this.db
      .selectFrom('emails')
      .select(['id', 'email', 'verified', 'updated_at', 'created_at'])
      .where('user_id', '=', userId)
      .orderBy('created_at')
      .execute();
    return {
      user_id: user.id,
      first_name: '',
      middle_name: '',
      last_name: '',
      status: user.status,
      active: user.status === 'active',
      emails: emails.map((email) => ({ ...email, verified: email.verified === 1 })),
      phone_numbers: [],
      wallets: [],
      idp_providers: [],
      totps: [],
      webauthn_credentials: [],
      updated_at: user.updated_at,
      created_at: user.created_at,
    };
  }

  /**
   * Deletes a user with all sessions, codes and addresses; false when there is none.
   * Codes go first: a verification that is under way holds its code's row, so its session is seen here.
   */
  delete(userId: string): Promise<boolean> {
    return this.db.transaction().execute(async (transaction) => {
      const emailIds = transaction.selectFrom('emails').select('id').where('user_id', '=', userId);
      await transaction.deleteFrom('codes').where('email_id', 'in', emailIds).execute();
      await transaction.deleteFrom('sessions').where('user_id', '=', userId).execute();
      await transaction.deleteFrom('emails').where('user_id', '=', userId).execute();
      const user = await transaction
        .deleteFrom('users')
        .where('id', '=', userId)
        .returning('id')
        .executeTakeFirst();
      return user !== undefined;
    });
  }
}
