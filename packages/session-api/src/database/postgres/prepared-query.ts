import type { QueryConfig } from 'pg';

const capacity = 200;
const longest = 2_000;
const names = new Map<string, string>();

/**
 * A query under a name, by which Postgres parses it once for each connection. Without parameters, and beyond what is
 * worth keeping, a query has no name.
 */
export function preparedQuery(text: string, parameters: readonly unknown[]): QueryConfig {
  const values = [...parameters];
  if (values.length === 0 || text.length > longest) return { text, values };
  const known = names.get(text);
  if (known === undefined && names.size >= capacity) return { text, values };
  const name = known ?? `moonkey_${names.size}`;
  names.set(text, name);
  return { name, text, values };
}

/** A query without a name, for poolers that give each transaction another connection. */
export function plainQuery(text: string, parameters: readonly unknown[]): QueryConfig {
  return { text, values: [...parameters] };
}

/** Whether statements may be prepared, and the URL without `prepared_statements=false`, which says that they may not. */
export function readPreparedStatements(url: string): { url: string; isPrepared: boolean } {
  const parameter = /([?&])prepared_statements=(true|false)(&|$)/;
  const [, , value = 'true'] = parameter.exec(url) ?? [];
  return { url: url.replace(parameter, '$1').replace(/[?&]$/, ''), isPrepared: value === 'true' };
}
