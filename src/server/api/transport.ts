/** One request, ready to be sent. */
export interface TransportRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  /** Whether it may be sent again where the other side may have seen it. */
  readonly isRepeatable: boolean;
  /** Milliseconds for the whole exchange. */
  readonly timeout: number;
}

/** What came back. */
export interface TransportResponse {
  readonly status: number;
  readonly text: string;
  /** @param name In lower case. */
  readonly header: (name: string) => string | null;
}

/** Sends a request and reads the whole answer. Follows no redirect, so that a key goes nowhere else. */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** Sends by a `fetch`. */
export function fetchTransport(fetch: typeof globalThis.fetch): Transport {
  return async ({ method, url, headers, body, timeout }) => {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(timeout),
    });
    return {
      status: response.status,
      text: await response.text(),
      header: (name) => response.headers.get(name),
    };
  };
}
