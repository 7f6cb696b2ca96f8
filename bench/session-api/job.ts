/** What the load client is to do. */
export interface Job {
  readonly kind: JobKind;
  /** Where the service listens, and the backend with the auth handler. */
  readonly service: string;
  readonly handler: string;
  /** Where the route that does nothing is, and where codes are told. */
  readonly beside: string;
  /** Numbers of the sessions to use: from the first, up to but without the last. */
  readonly from: number;
  readonly to: number;
  readonly connections: number;
  /** It ends after so many seconds, or when each session was used so often. */
  readonly seconds: number;
  readonly rounds: number;
}

/** The rows of the table. */
export type JobKind =
  | 'bare'
  | 'verify-token'
  | 'verify-jwt'
  | 'delete'
  | 'refresh'
  | 'logout'
  | 'code';

/** What the load client found. */
export interface Outcome {
  readonly count: number;
  readonly seconds: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}

/** What a server process says about itself. */
export interface ServerReport {
  readonly urls: Readonly<Record<string, string>>;
}
