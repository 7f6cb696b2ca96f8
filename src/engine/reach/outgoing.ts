/** A request with the URL that was looked at, so that no other is asked. */
export interface Outgoing {
  readonly url: string;
  readonly headers: Headers;
  readonly init: RequestInit;
  /** The request itself, to be sent once more: where one was passed. */
  readonly again?: () => Request;
  readonly body: unknown;
}

/** What `fetch` was given, in one form. */
export function toOutgoing(input: string | URL | Request, init: RequestInit = {}): Outgoing {
  if (!(input instanceof Request)) {
    const url = new URL(input, globalThis.document?.baseURI ?? globalThis.location?.href).href;
    return { url, init, headers: new Headers(init.headers), body: init.body };
  }
  return {
    url: input.url,
    init: { ...init, signal: init.signal ?? input.signal },
    headers: new Headers(init.headers ?? input.headers),
    // The original is kept unread.
    again: () => input.clone(),
    body: init.body,
  };
}

/** Whether the body is one that can be read twice: anything but a stream. */
export function canBeSentAgain({ body }: Outgoing): boolean {
  return (
    body === undefined ||
    body === null ||
    typeof body === 'string' ||
    body instanceof Blob ||
    body instanceof FormData ||
    body instanceof URLSearchParams ||
    body instanceof ArrayBuffer ||
    ArrayBuffer.isView(body)
  );
}
