/**
 * The part of the engine that does the work did not load, though it was asked for twice. It is asked
 * for again with the next verb. After `logout()` nobody is shown as signed in, and the next page that
 * loads it finishes the logout.
 */
export class EngineUnavailableError extends Error {
  override readonly name = 'EngineUnavailableError';
  readonly code = 'engine_unavailable';
  constructor(
    /** What the import threw. */
    cause: unknown,
  ) {
    super('Did not load: offline?', {
      cause,
    });
  }
}
