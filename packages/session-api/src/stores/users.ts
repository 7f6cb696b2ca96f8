import type { Database } from '../database/open-database.js';
import type { EmailRow, UserRow } from '../database/tables.js';
import type { Environment } from '../environment.js';
import type { UserBody } from '../http/schemas.js';
import { newId } from '../secrets.js';

/** What a caller may write about a user. */
export interface Profile {
  first_name?: string | undefined;
  middle_name?: string | undefined;
  last_name?: string | undefined;
  metadata?: Record<string, unknown> | undefined;
}

/** How a user is made. */
export interface NewUser extends Profile {
  status: 'pending' | 'active';
  /** Whether nothing is known of the user but that somebody asked for a code. */
  provisional: boolean;
}

/** Reads, makes and deletes the users of one environment. */
export class Users {
  constructor(
    private readonly db: Database,
    private readonly environment: Environment,
    private readonly now: () => number,
  ) {}

  /** The user of an address, made when there is none. Two calls at once make one user. */
  async findOrCreate(address: string, status: 'pending' | 'active') {
    const known = await this.byAddress(address);
    if (known !== undefined) {
      await this.askedAgain(known.email);
      return { ...known, created: false };
    }
    const created = await this.create(address, { status, provisional: true });
    if (created !== undefined) return { email: created, status, created: true };
    const made = await this.byAddress(address);
    if (made === undefined) throw new Error('a user was deleted while it was made');
    return { ...made, created: false };
  }

  /** An address with the status of its user, or undefined. */
  async byAddress(
    address: string,
  ): Promise<{ email: EmailRow; status: UserRow['status'] } | undefined> {
    const row = await this.db
      .selectFrom('emails')
      .innerJoin('users', 'users.id', 'emails.user_id')
      .selectAll('emails')
      .select('users.status')
      .where('emails.environment', '=', this.environment)
      .where('emails.email', '=', address.toLowerCase())
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { status, ...email } = row;
    return { email, status };
  }

  /** An address by its id, or undefined. */
  address(emailId: string): Promise<EmailRow | undefined> {
    return this.db
      .selectFrom('emails')
      .selectAll()
      .where('id', '=', emailId)
      .where('environment', '=', this.environment)
      .executeTakeFirst();
  }

  /** Makes a user with an address, and gives the address; undefined when somebody has it. */
  create(
    address: string,
    { status, provisional, ...profile }: NewUser,
  ): Promise<EmailRow | undefined> {
    return this.db.transaction().execute(async (transaction) => {
      const now = this.now();
      const userId = newId('user');
      const email = await addAddress(transaction, this.environment, userId, address, now);
      if (email === undefined) return undefined;
      await transaction
        .insertInto('users')
        .values({
          id: userId,
          environment: this.environment,
          first_name: profile.first_name ?? '',
          middle_name: profile.middle_name ?? '',
          last_name: profile.last_name ?? '',
          metadata: JSON.stringify(profile.metadata ?? {}),
          status,
          provisional: provisional ? 1 : 0,
          created_at: now,
          updated_at: now,
        })
        .execute();
      return email;
    });
  }

  /**
   * Marks an address verified and its user active, inside the caller's transaction. `isFirst`: the user has proved
   * none before.
   */
  async markVerified(
    transaction: Database,
    emailId: string,
  ): Promise<{ email: EmailRow; isFirst: boolean } | undefined> {
    const now = this.now();
    const email = await transaction
      .updateTable('emails')
      .set({ verified: 1, last_verified_at: now, updated_at: now })
      .where('id', '=', emailId)
      .where('environment', '=', this.environment)
      .returningAll()
      .executeTakeFirst();
    if (email === undefined) return undefined;
    const { numUpdatedRows } = await transaction
      .updateTable('users')
      .set({ status: 'active', provisional: 0, updated_at: now })
      .where('id', '=', email.user_id)
      .where((where) => where.or([where('status', '=', 'pending'), where('provisional', '=', 1)]))
      .executeTakeFirst();
    return { email, isFirst: numUpdatedRows > 0n };
  }

  /** A user with the addresses, or undefined. */
  async get(userId: string): Promise<UserBody | undefined> {
    const user = await this.db
      .selectFrom('users')
      .selectAll()
      .where('id', '=', userId)
      .where('environment', '=', this.environment)
      .executeTakeFirst();
    return user && (await this.bodies([user]))[0];
  }

  /** The bodies of users, in the same order. */
  async bodies(users: readonly UserRow[]): Promise<UserBody[]> {
    if (users.length === 0) return [];
    const emails = await this.db
      .selectFrom('emails')
      .selectAll()
      .where(
        'user_id',
        'in',
        users.map(({ id }) => id),
      )
      .orderBy('created_at')
      .orderBy('id')
      .execute();
    return users.map((user) =>
      toBody(
        user,
        emails.filter(({ user_id }) => user_id === user.id),
      ),
    );
  }

  /**
   * Deletes a user with all sessions, codes, counters and addresses; false when there is none.
   * Codes go first: a verification that is under way holds its code's row, so its session is seen here.
   */
  delete(userId: string): Promise<boolean> {
    return this.db.transaction().execute(async (transaction) => {
      const emailIds = (
        await transaction
          .selectFrom('emails')
          .select('id')
          .where('user_id', '=', userId)
          .where('environment', '=', this.environment)
          .execute()
      ).map(({ id }) => id);
      if (emailIds.length > 0)
        await transaction.deleteFrom('codes').where('email_id', 'in', emailIds).execute();
      const user = await transaction
        .selectFrom('users')
        .select('id')
        .where('id', '=', userId)
        .where('environment', '=', this.environment)
        .executeTakeFirst();
      if (user === undefined) return false;
      await transaction.deleteFrom('sessions').where('user_id', '=', userId).execute();
      await transaction.deleteFrom('emails').where('user_id', '=', userId).execute();
      const deleted = await transaction
        .deleteFrom('users')
        .where('id', '=', userId)
        .returning('id')
        .executeTakeFirst();
      if (emailIds.length > 0)
        await transaction.deleteFrom('limits').where('subject', 'in', emailIds).execute();
      return deleted !== undefined;
    });
  }

  // Who asks again is not swept.
  private async askedAgain({ user_id }: EmailRow): Promise<void> {
    const now = this.now();
    await this.db
      .updateTable('users')
      .set({ updated_at: now })
      .where('id', '=', user_id)
      .where('provisional', '=', 1)
      .where('updated_at', '<', now - 3600)
      .execute();
  }
}

/** Gives a user an address, inside the caller's transaction; undefined when somebody has it. */
export async function addAddress(
  transaction: Database,
  environment: Environment,
  userId: string,
  address: string,
  now: number,
): Promise<EmailRow | undefined> {
  return transaction
    .insertInto('emails')
    .values({
      id: newId('email'),
      user_id: userId,
      environment,
      email: address.toLowerCase(),
      verified: 0,
      last_verified_at: 0,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.columns(['environment', 'email']).doNothing())
    .returningAll()
    .executeTakeFirst();
}

function toBody(user: UserRow, emails: readonly EmailRow[]): UserBody {
  return {
    user_id: user.id,
    first_name: user.first_name,
    middle_name: user.middle_name,
    last_name: user.last_name,
    status: user.status,
    active: user.status === 'active',
    emails: emails.map(({ id, email, verified, updated_at, created_at }) => ({
      id,
      email,
      verified: verified === 1,
      updated_at,
      created_at,
    })),
    phone_numbers: [],
    wallets: [],
    idp_providers: [],
    totps: [],
    webauthn_credentials: [],
    ...(user.metadata !== '{}' && {
      metadata: JSON.parse(user.metadata) as Record<string, unknown>,
    }),
    updated_at: user.updated_at,
    created_at: user.created_at,
  };
}
