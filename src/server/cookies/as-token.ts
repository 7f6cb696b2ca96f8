/** The longest session token that is taken for one, in characters. */
export const MAX_TOKEN = 512;
/** The longest session JWT. */
export const MAX_JWT = 8192;

/** Tokens are opaque: only what could never be one is refused. */
export function asToken(value: string, longest = MAX_TOKEN): string | undefined {
  return value.length <= longest && /^[\x21-\x7e]+$/.test(value) ? value : undefined;
}
