/** What is wrong with a value. */
export interface Problem {
  /** Where inside of the value; empty for the value itself. */
  readonly path: readonly string[];
  /** Without the option's name: `must be a whole number, at least 1`. */
  readonly says: string;
}

/** Tells what is wrong with a value; null for nothing. */
export interface Rule {
  (value: unknown): Problem | null;
  /** Whether the option must be there. Default: it may be left out. */
  readonly required?: boolean;
}

/** The rules of an object's fields, by name. Others are refused. */
export type Shape = Readonly<Record<string, Rule>>;

/** A rule from a test and the sentence for when it fails: `must(isUrl, 'must be a URL')`. */
export function must(holds: (value: unknown) => boolean, says: string): Rule {
  return (value) => (holds(value) ? null : { path: [], says });
}

/** The same rule, for an option that must not be left out. */
export function required(rule: Rule): Rule {
  return Object.assign((value: unknown) => rule(value), { required: true });
}
