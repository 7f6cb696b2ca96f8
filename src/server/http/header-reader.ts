import type { HeaderReader } from './incoming.js';

/** The headers of a request: of Fetch, or of Node and Express. */
export type AnyHeaders =
  | HeaderReader
  | Readonly<Record<string, string | readonly string[] | undefined>>;

/** Headers of any kind, read by name without regard to case. */
export function toHeaderReader(headers: AnyHeaders): HeaderReader {
  if (isReader(headers)) return headers;
  return {
    get(name) {
      const value = headers[name.toLowerCase()];
      return value === undefined ? null : typeof value === 'string' ? value : value.join(', ');
    },
  };
}

function isReader(headers: AnyHeaders): headers is HeaderReader {
  return typeof headers.get === 'function';
}
