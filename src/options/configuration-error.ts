/** An option is wrong. The message names it and says what to do. */
export class ConfigurationError extends TypeError {
  override readonly name = 'ConfigurationError';
  readonly code = 'invalid_option';
  constructor(
    /** The option's path: `timeouts.revokeTimeout`. */
    readonly option: string,
    message: string,
  ) {
    super(message);
  }
}
