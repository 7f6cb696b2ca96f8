import type { Database } from '../database/open-database.js';
import type { Environment } from '../environment.js';
import type { UserUpdate } from '../http/user-schemas.js';
import { addAddress } from './users.js';

/** What became of an update. */
export type UpdateOutcome = 'updated' | 'user_not_found' | 'duplicate_email';

class Undo extends Error {
  constructor(readonly outcome: UpdateOutcome) {
    super(outcome);
  }
}

/** Changes names and metadata of a user and adds addresses: all of it or nothing. */
export async function updateUser(
  db: Database,
  environment: Environment,
  userId: string,
  { emails = [], metadata, replace_metadata, ...names }: UserUpdate,
  now: number,
): Promise<UpdateOutcome> {
  try {
    return await db.transaction().execute(async (transaction) => {
      // The update of `updated_at` holds the row, so that of two merges none is lost.
      const user = await transaction
        .updateTable('users')
        .set({ ...names, provisional: 0, updated_at: now })
        .where('id', '=', userId)
        .where('environment', '=', environment)
        .returning('metadata')
        .executeTakeFirst();
      if (user === undefined) return 'user_not_found';
      if (metadata !== undefined) {
        const before = JSON.parse(user.metadata) as Record<string, unknown>;
        await transaction
          .updateTable('users')
          .set({ metadata: JSON.stringify(merge(before, metadata, replace_metadata ?? false)) })
          .where('id', '=', userId)
          .execute();
      }
      for (const { email } of emails) await own(transaction, environment, userId, email, now);
      return 'updated';
    });
  } catch (error) {
    if (error instanceof Undo) return error.outcome;
    throw error;
  }
}

/** Gives the user the address; an address the user has already is left as it is. */
async function own(
  transaction: Database,
  environment: Environment,
  userId: string,
  email: string,
  now: number,
): Promise<void> {
  if ((await addAddress(transaction, environment, userId, email, now)) !== undefined) return;
  const owner = await transaction
    .selectFrom('emails')
    .select('user_id')
    .where('environment', '=', environment)
    .where('email', '=', email.toLowerCase())
    .executeTakeFirst();
  if (owner?.user_id !== userId) throw new Undo('duplicate_email');
}

/** Merges at the top level: null deletes a key, an empty object deletes all. */
export function merge(
  before: Record<string, unknown>,
  change: Record<string, unknown>,
  replace: boolean,
): Record<string, unknown> {
  const clear = replace || Object.keys(change).length === 0;
  return Object.fromEntries(
    Object.entries({ ...(clear ? {} : before), ...change }).filter(([, value]) => value !== null),
  );
}
