/** The variables that options left out are read from. */
const VARIABLES = {
  secretKey: 'MOONKEY_SECRET_KEY',
  ticketSecret: 'MOONKEY_TICKET_SECRET',
  secret: 'MOONKEY_TICKET_SECRET',
  apiUrl: 'MOONKEY_API_URL',
} as const;

type FromEnvironment = keyof typeof VARIABLES;

/** Stands for a secret that is not there yet, so that everything else can be checked without it. */
const STAND_INS = {
  secretKey: 'sk_test_not_there_yet',
  ticketSecret: 'not-there-yet-0123456789-abcdefghijklmn',
  secret: 'not-there-yet-0123456789-abcdefghijklmn',
  apiUrl: undefined,
} as const;

/** Options of which some may still be missing. */
export interface SettledLater<T> {
  /** Everything but the missing secrets, which have stand-ins. */
  readonly now: T;
  /** The complete options, from the first call on. Throws what `parse` throws. */
  readonly settle: () => T;
}

/**
 * Options of which some are read from the environment: what is given is checked at once, what is missing is
 * looked for at the first use. A build that has no secrets can load the module.
 *
 * @param parse Throws for options that are wrong.
 * @param names The options that may come from the environment.
 */
export function fromEnvironment<T>(
  parse: (options: unknown) => T,
  given: unknown,
  names: readonly FromEnvironment[],
): SettledLater<T> {
  const now = parse(withMissing(given, names, (name) => STAND_INS[name]));
  let complete: T | undefined;
  return {
    now,
    settle: () => {
      complete ??= parse(withMissing(given, names, (name) => variable(VARIABLES[name])));
      return complete;
    },
  };
}

function withMissing(
  given: unknown,
  names: readonly FromEnvironment[],
  find: (name: FromEnvironment) => string | undefined,
): unknown {
  if (typeof given !== 'object' || given === null) return given;
  const options: Record<string, unknown> = { ...given };
  for (const name of names) if (!options[name]) options[name] = find(name);
  return options;
}

function variable(name: string): string | undefined {
  const { process } = globalThis as {
    process?: { env?: Readonly<Record<string, string | undefined>> };
  };
  return process?.env?.[name] || undefined;
}
