/** The session was signed out while it was being written. */
export class SupersededError extends Error {
  override readonly name = 'SupersededError';
  readonly code = 'superseded';
  constructor() {
    super('The session was signed out before it was stored.');
  }
}
