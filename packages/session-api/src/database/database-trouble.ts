/** What kept the database from answering. */
export type TroubleKind =
  /** It is down, restarting, out of connections, or answers to nobody. */
  | 'database_unavailable'
  /** It is there, and others were in the way for longer than a request waits. */
  | 'database_busy'
  /** Its disk is full: nothing can be written, reads go on. */
  | 'database_full';

/** The database could not be asked. Nothing is known to have changed; the same request may be sent again. */
export class DatabaseTrouble extends Error {
  override readonly name = 'DatabaseTrouble';

  constructor(
    readonly kind: TroubleKind,
    cause: unknown,
  ) {
    super(reason(cause), { cause });
  }
}

// A refused connection is an AggregateError: it has a code and no message.
function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  return error.message || ('code' in error ? String(error.code) : error.name);
}
