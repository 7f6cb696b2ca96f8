/** What a command or a query of the stand-in does with its subject. */
export type Verb = (subject: unknown, ...given: never[]) => unknown;
