const PRIVATE_NAME = /^(?:localhost|[^.]+|.+\.(?:localhost|local|internal|svc|lan))$/;
const PRIVATE_ADDRESS = /^(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|\[f[cd])/;

/** Whether a live secret key would go over a public network in clear: `http:`, to a host that is not private. */
export function isPlainHttpRisky(secretKey: string, apiUrl: string): boolean {
  const { protocol, hostname } = new URL(apiUrl);
  if (protocol !== 'http:' || !secretKey.startsWith('sk_live_')) return false;
  return !PRIVATE_NAME.test(hostname) && !PRIVATE_ADDRESS.test(hostname);
}
