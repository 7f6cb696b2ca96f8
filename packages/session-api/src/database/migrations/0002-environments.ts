import { type Kysely, type Migration, sql } from 'kysely';
import type { Environment } from '../../environment.js';

/** Test and live data apart, users with a profile, and users that a code was sent to and that never came. */
export function environments(environment: Environment): Migration {
  return {
    async up(db: Kysely<unknown>) {
      for (const table of ['users', 'sessions'])
        await db.schema
          .alterTable(table)
          .addColumn('environment', 'text', (column) => column.notNull().defaultTo(environment))
          .execute();
      for (const [name, value] of [
        ['first_name', ''],
        ['middle_name', ''],
        ['last_name', ''],
        ['metadata', '{}'],
      ] as const)
        await db.schema
          .alterTable('users')
          .addColumn(name, 'text', (column) => column.notNull().defaultTo(value))
          .execute();
      await db.schema
        .alterTable('users')
        .addColumn('provisional', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .createIndex('users_provisional')
        .on('users')
        .columns(['provisional', 'updated_at'])
        .execute();

      await db.schema.alterTable('emails').renameTo('emails_before').execute();
      await db.schema
        .createTable('emails')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('user_id', 'text', (column) => column.notNull())
        .addColumn('environment', 'text', (column) => column.notNull())
        .addColumn('email', 'text', (column) => column.notNull())
        .addColumn('verified', 'integer', (column) => column.notNull())
        .addColumn('last_verified_at', 'bigint', (column) => column.notNull())
        .addColumn('created_at', 'bigint', (column) => column.notNull())
        .addColumn('updated_at', 'bigint', (column) => column.notNull())
        .addUniqueConstraint('emails_environment_email', ['environment', 'email'])
        .execute();
      await sql`insert into emails (id, user_id, environment, email, verified, last_verified_at, created_at, updated_at)
        select id, user_id, ${sql.lit(environment)}, email, verified, last_verified_at, created_at, updated_at
        from emails_before`.execute(db);
      await db.schema.dropTable('emails_before').execute();
      await db.schema.createIndex('emails_user_id').on('emails').column('user_id').execute();
    },
  };
}
