/** Every credential of a simulated session holds this: a token, a JWT, a one-time code. */
export const CREDENTIAL = 'PLANTEDcredential';

/** Every personal datum of a simulated user holds this: an address, a name. */
export const PERSONAL = 'PLANTEDpersonal';

/** Every revocation ticket holds this. Tickets may lie on disk, and nowhere else. */
export const TICKET = 'PLANTEDticket';

const encodings = ['utf8', 'utf16le'] as const;

function holds(bytes: Uint8Array, marker: string): boolean {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return encodings.some((encoding) => haystack.includes(Buffer.from(marker, encoding)));
}

/** Whether a marker lies anywhere in a value: in strings, keys, bytes, errors, at any depth. */
export function finds(value: unknown, marker: string, seen = new Set<object>()): boolean {
  if (typeof value === 'string') return value.includes(marker);
  if (typeof value !== 'object' || value === null || seen.has(value)) return false;
  seen.add(value);
  if (value instanceof ArrayBuffer) return holds(new Uint8Array(value), marker);
  if (ArrayBuffer.isView(value))
    return holds(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), marker);
  if (value instanceof Map)
    return [...value].some(([key, item]) => finds(key, marker, seen) || finds(item, marker, seen));
  if (
    value instanceof Error &&
    [value.message, value.stack, value.cause].some((part) => finds(part, marker, seen))
  )
    return true;
  return Object.entries(value).some(
    ([key, item]) => key.includes(marker) || finds(item, marker, seen),
  );
}
