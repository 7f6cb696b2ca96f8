/** What came back, whoever it is from. */
export interface ApiResponse {
  readonly status: number;
  readonly text: string;
  /** The value of `Retry-After`, where it is a number of seconds. */
  readonly retryAfter: number | undefined;
  /** The clock of the API as it answered, in Unix seconds; undefined where no `Date` came along. */
  readonly now: number | undefined;
}
