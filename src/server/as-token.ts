const MAX_TOKEN = 512;

/** Tokens are opaque: only what could never be one is refused. */
export function asToken(value: string, longest = MAX_TOKEN): string | undefined {
  return value.length <= longest && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}
