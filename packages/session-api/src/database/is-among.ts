import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { DatabaseOptions } from '../options.js';

/** Whether a column is one of several texts, given as one parameter: one prepared statement serves any number of them. */
export function isAmong(
  kind: DatabaseOptions['kind'],
  column: string,
  values: readonly string[],
): RawBuilder<SqlBool> {
  const parameter = asParameter(kind, values);
  return kind === 'postgres'
    ? sql`${sql.ref(column)} = any(${parameter}::text[])`
    : sql`${sql.ref(column)} in (select value from json_each(${parameter}))`;
}

/** Several texts as the one parameter of {@link isAmong}, for a statement that was compiled before. */
export function asParameter(kind: DatabaseOptions['kind'], values: readonly string[]): unknown {
  return kind === 'postgres' ? values : JSON.stringify(values);
}
