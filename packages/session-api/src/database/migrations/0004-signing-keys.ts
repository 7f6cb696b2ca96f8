import { type Kysely, type Migration, sql } from 'kysely';

/** Several signing keys, one after another, instead of one for ever. */
export const signingKeys: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema.alterTable('signing_keys').renameTo('signing_keys_before').execute();
    await db.schema
      .createTable('signing_keys')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('kid', 'text', (column) => column.notNull())
      .addColumn('private_jwk', 'text', (column) => column.notNull())
      .addColumn('public_jwk', 'text', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('signs_from', 'bigint', (column) => column.notNull())
      .addColumn('retires_at', 'bigint')
      .execute();
    await sql`insert into signing_keys (number, kid, private_jwk, public_jwk, created_at, signs_from)
      select 1, kid, private_jwk, public_jwk, created_at, created_at from signing_keys_before`.execute(
      db,
    );
    await db.schema.dropTable('signing_keys_before').execute();
  },
};
