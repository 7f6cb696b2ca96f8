import { type Expression, type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { Database } from '../database/open-database.js';
import type { Tables } from '../database/tables.js';
import type { Environment } from '../environment.js';
import type { UserSearch } from '../http/user-schemas.js';

type Filter = NonNullable<UserSearch['filters']>['fields'][number];
type Value = string | number | boolean;
type Where = ExpressionBuilder<Tables, 'users'>;

/** The users that match, in the order of their ids, from after `starting_after` on. */
export async function searchUsers(
  db: Database,
  environment: Environment,
  { limit, starting_after, filters }: UserSearch,
) {
  const matching = db
    .selectFrom('users')
    .where('users.environment', '=', environment)
    .$if(filters !== undefined && filters.fields.length > 0, (query) =>
      query.where((where) => {
        const conditions = (filters?.fields ?? []).map((filter) => condition(where, filter));
        return filters?.operator === 'OR' ? where.or(conditions) : where.and(conditions);
      }),
    );
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  const rows = await matching
    .selectAll('users')
    .$if(starting_after !== undefined, (query) =>
      query.where('users.id', '>', starting_after ?? ''),
    )
    .orderBy('users.id')
    .limit(limit + 1)
    .execute();
  return { rows: rows.slice(0, limit), total, more: rows.length > limit };
}

function condition(where: Where, filter: Filter): Expression<SqlBool> {
  if (filter.field !== 'email') return compare(columnOf(filter.field), filter);
  return where.exists(
    where
      .selectFrom('emails')
      .select('emails.id')
      .whereRef('emails.user_id', '=', 'users.id')
      .where(compare('emails.email', lowered(filter))),
  );
}

function compare(column: string, { field, operator, value, second_value, values }: Filter) {
  const left = sql.ref(column);
  const cast = (given: Value | undefined): string | number =>
    field.endsWith('_at') ? Number(given) || 0 : String(given ?? '');
  switch (operator) {
    case 'eq':
      return values === undefined
        ? sql<boolean>`${left} = ${cast(value)}`
        : sql<boolean>`${left} in (${sql.join(values.map(cast))})`;
    case 'between':
      return sql<boolean>`${left} between ${cast(value)} and ${cast(second_value)}`;
    case 'lt':
      return sql<boolean>`${left} < ${cast(value)}`;
    case 'gt':
      return sql<boolean>`${left} > ${cast(value)}`;
  }
}

function columnOf(field: Filter['field']): string {
  return field === 'user_id' ? 'users.id' : `users.${field}`;
}

// Addresses are stored in lower case.
function lowered({ value, second_value, values, ...filter }: Filter): Filter {
  const lower = (given: Value): Value => (typeof given === 'string' ? given.toLowerCase() : given);
  return {
    ...filter,
    ...(value !== undefined && { value: lower(value) }),
    ...(second_value !== undefined && { second_value: lower(second_value) }),
    ...(values !== undefined && { values: values.map(lower) }),
  };
}
