/** Throws a TypeError that names the function and its option. */
export function fail(where: string, option: string, message: string): never {
  throw new TypeError(`${where}: "${option}" ${message}`);
}

/** Checks that the options are an object with known keys only. */
export function checkOptions(where: string, options: unknown, known: readonly string[]): void {
  if (typeof options !== 'object' || options === null)
    fail(
      where,
      'options',
      `must be an object with ${known.map((key) => `"${key}"`).join(' or ')}.`,
    );
  const given = Object.keys(options);
  for (const option of given)
    if (!known.includes(option))
      fail(where, option, `is not an option. Known: ${known.join(', ')}.`);
  if (given.length > 1) fail(where, given.join('" and "'), 'exclude one another: pass one.');
}

/** Checks an optional prefix. */
export function checkPrefix(where: string, prefix: unknown): void {
  if (prefix !== undefined && (typeof prefix !== 'string' || prefix === ''))
    fail(where, 'prefix', 'must be a string that is not empty.');
}

/** Checks an optional list of names. */
export function checkNames(where: string, option: string, names: unknown): void {
  const isList =
    Array.isArray(names) &&
    names.length > 0 &&
    names.every((name) => typeof name === 'string' && name !== '');
  if (names !== undefined && !isList)
    fail(where, option, 'must be a list of at least one string, none of them empty.');
}
