/**
 * Headers of your own, texts by name: a tenant, a token against forged requests, what a gateway asks for. A
 * function is called for each request, and may give none. Not among them: `authorization`, `content-type`.
 */
export type RequestHeaders =
  | Readonly<Record<string, string>>
  | (() => Readonly<Record<string, string>> | undefined);

/** What the engine's own requests carry: those to the handler's routes, not those of a backend of your own. */
export interface RequestOptions {
  /** Sent with each request to the handler's routes. Default: none. */
  readonly headers?: RequestHeaders | undefined;
  /** Of each request to the handler's routes. Default `include`. */
  readonly credentials?: RequestCredentials | undefined;
}
