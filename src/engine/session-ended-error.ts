/**
 * The session that a request belongs to has ended, or nobody is signed in: nothing was sent, or its
 * answer came too late. Not a fault: whoever asked is not shown any more.
 */
export class SessionEndedError extends Error {
  override readonly name = 'SessionEndedError';
  readonly code = 'session_ended';
  constructor() {
    super('The session of this request has ended, or nobody is signed in.');
  }
}
