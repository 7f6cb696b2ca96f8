const address = /[^\s<>"'(),;:@]+@[^\s<>"'(),;]+/g;
const secret = /\b(sk_(?:test|live)_|eyJ)[\w.-]+|\b[A-Za-z0-9]{64}\b|\b\d{6}\b/g;

/** What a log may say of an error: its name, its code and its message, without addresses, keys, tokens and codes. */
export function redacted(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown error';
  const code = 'code' in error ? ` (${String(error.code)})` : '';
  const message = error.message.replaceAll(address, '[address]').replaceAll(secret, '[secret]');
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 5);
  return [`${error.name}: ${message}${code}`, ...frames].join('\n');
}
