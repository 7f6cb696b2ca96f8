import type { Kysely, Migration } from 'kysely';

/** One code a request instead of one an address, and the counters that bound guessing. Codes under way are void. */
export const codeRequests: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.dropTable('codes').execute();
    await db.schema
      .createTable('codes')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('email_id', 'text', (column) => column.notNull())
      .addColumn('code_hash', 'text')
      .addColumn('attempts', 'integer', (column) => column.notNull())
      .addColumn('confirmed', 'integer', (column) => column.notNull())
      .addColumn('client', 'text', (column) => column.notNull())
      .addColumn('known', 'integer', (column) => column.notNull())
      .addColumn('asked', 'bigint', (column) => column.notNull())
      .addColumn('sent_at', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('codes_email_id').on('codes').column('email_id').execute();
    await db.schema.createIndex('codes_expires_at').on('codes').column('expires_at').execute();

    await db.schema
      .createTable('limits')
      .addColumn('key', 'text', (column) => column.primaryKey())
      .addColumn('subject', 'text', (column) => column.notNull())
      .addColumn('count', 'integer', (column) => column.notNull())
      .addColumn('since', 'bigint', (column) => column.notNull())
      .addColumn('seconds', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await db.schema.createIndex('limits_subject').on('limits').column('subject').execute();
    await db.schema.createIndex('limits_expires_at').on('limits').column('expires_at').execute();
  },
};
