type Check = readonly unknown[] | ((value: unknown) => string | null);

/**
 * Refuses unknown and wrong options with a message that names the option and says what to do.
 *
 * @throws TypeError (`code: 'invalid_option'`).
 */
export function checkOptions(
  owner: string,
  options: object,
  checks: Readonly<Record<string, Check>>,
): void {
  for (const [name, value] of Object.entries(options)) {
    const check = checks[name];
    if (check === undefined)
      throw invalid(
        `${owner}: unknown option "${name}". Use one of: ${Object.keys(checks).join(', ')}.`,
      );
    if (value === undefined) continue;
    const complaint = typeof check === 'function' ? check(value) : oneOf(check, value);
    if (complaint !== null) throw invalid(`${owner}: "${name}" ${complaint}`);
  }
}

/** An error for a wrong option. */
export function invalid(message: string): TypeError & { readonly code: 'invalid_option' } {
  return Object.assign(new TypeError(message), { code: 'invalid_option' as const });
}

function oneOf(allowed: readonly unknown[], value: unknown): string | null {
  return allowed.includes(value)
    ? null
    : `must be ${allowed.map((each) => JSON.stringify(each)).join(' or ')}.`;
}
