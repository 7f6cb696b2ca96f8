/** What may leave a service: a code, never the cause, which may carry a secret. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  constructor(
    readonly code: string,
    message = `A service of the auth engine failed (${code}).`,
  ) {
    super(message);
  }
}

/** The code of whatever a backend threw. */
export function backendCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : 'network';
}
