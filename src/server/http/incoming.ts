/** What is read of a request's headers: a `Headers` is one. */
export interface HeaderReader {
  get(name: string): string | null;
}

/** A request as the routes see it, whether it came as a Fetch `Request` or from Node. */
export interface Incoming {
  readonly method: string;
  readonly url: URL;
  /** Whether the path was sent as {@link url} has it: no `/./`, no `%2e`, nothing that a parser cleaned up. */
  readonly isCanonical: boolean;
  readonly headers: HeaderReader;
  /** The other end of the connection, where the server tells. */
  readonly remoteAddress?: string | undefined;
  /** Whether the client has gone, so that nobody would get the answer. */
  isGone(): boolean;
  /** The body as text, whatever its framing; undefined when it is longer than `limit` bytes. */
  readText(limit: number): Promise<string | undefined>;
}

/** The largest request body that is read, in bytes (16 KiB). */
export const MAX_BODY_BYTES = 16 * 1024;
