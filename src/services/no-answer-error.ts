/**
 * Something else answered in the backend's place, or the backend did not understand: no answer. It
 * decides nothing: a revocation stays queued, a session stays.
 */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  constructor(
    /** `http_<status>` of a foreign error, the handler's own code, or `foreign_answer`. */
    readonly code: string,
  ) {
    super(`Something else answered in the backend's place (${code}).`);
  }
}
