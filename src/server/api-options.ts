import type { ErrorListener } from './errors.js';
import * as option from './option-schemas.js';

/** How this server reaches the MoonKey API. */
export interface ApiOptions {
  /**
   * The MoonKey secret key, `sk_test_…` or `sk_live_…`. It never leaves this process but to `apiUrl`.
   * Default: `MOONKEY_SECRET_KEY` of the environment, read at the first request.
   */
  readonly secretKey?: string | undefined;
  /**
   * Base URL of the MoonKey API, without `/v1`. Default: `MOONKEY_API_URL` of the environment, or else
   * `https://api.moonkey.fun`.
   */
  readonly apiUrl?: string | undefined;
  /** Bound of one request to the API, and of each hook where there are any, in milliseconds. Default 10000. */
  readonly timeout?: number | undefined;
  /** Used to reach the API. Default: Node's own client, or the global `fetch`: see docs/server.md. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Hears every failure as a redacted error. Default: one line on `console.error`. */
  readonly onError?: ErrorListener | undefined;
}

/** Which pages may call. */
export interface PageOptions {
  /** Other origins whose pages may call, such as `https://app.example.com` or `capacitor://localhost`. Default none. */
  readonly allowedOrigins?: readonly string[] | undefined;
  /** Believe `X-Forwarded-Host` and `X-Forwarded-Proto`. Only behind a proxy that sets both. Default false. */
  readonly trustProxy?: boolean | undefined;
}

/** The checks of {@link ApiOptions}. */
export const apiOptions = {
  secretKey: option.secretKey,
  apiUrl: option.apiUrl,
  timeout: option.timeout,
  fetch: option.fetchFunction,
  onError: option.listener,
};

/** The checks of {@link PageOptions}. */
export const pageOptions = { allowedOrigins: option.allowedOrigins, trustProxy: option.flag };
