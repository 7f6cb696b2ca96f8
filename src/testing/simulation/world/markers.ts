/** What all markers begin with: a text without it holds none. */
const PLANTED = 'PLANTED';

/** Every credential of a simulated session holds this: a token, a JWT, a one-time code. */
export const CREDENTIAL = `${PLANTED}credential`;

/** Every personal datum of a simulated user holds this: an address, a name. */
export const PERSONAL = `${PLANTED}personal`;

/** Every revocation ticket holds this. Tickets may lie on disk, and nowhere else. */
export const TICKET = `${PLANTED}ticket`;

/** One of the markers. */
export type Marker = typeof CREDENTIAL | typeof PERSONAL | typeof TICKET;

/** What no view, machine, event or error holds. */
export const secrets: readonly Marker[] = [CREDENTIAL, TICKET];

const encodings = ['utf8', 'utf16le'] as const;
const encoded = new Map(
  [PLANTED, CREDENTIAL, PERSONAL, TICKET].map((text) => [
    text,
    encodings.map((encoding) => Buffer.from(text, encoding)),
  ]),
);

/** The first of some markers that lies anywhere in a value: in strings, keys, bytes, errors, at any depth. */
export function findMarker(value: unknown, markers: readonly Marker[]): Marker | null {
  return search(value, markers, new Set());
}

function search(value: unknown, markers: readonly Marker[], seen: Set<object>): Marker | null {
  if (typeof value === 'string') return inText(value, markers);
  if (typeof value !== 'object' || value === null || seen.has(value)) return null;
  seen.add(value);
  if (value instanceof ArrayBuffer) return inBytes(new Uint8Array(value), markers);
  if (ArrayBuffer.isView(value))
    return inBytes(new Uint8Array(value.buffer, value.byteOffset, value.byteLength), markers);
  if (value instanceof Map) return first([...value.entries()].flat(), markers, seen);
  if (value instanceof Error) {
    const found = first([value.message, value.stack, value.cause], markers, seen);
    if (found) return found;
  }
  for (const key of Object.keys(value)) {
    const found =
      inText(key, markers) ?? search((value as Record<string, unknown>)[key], markers, seen);
    if (found) return found;
  }
  return null;
}

function first(values: readonly unknown[], markers: readonly Marker[], seen: Set<object>) {
  for (const value of values) {
    const found = search(value, markers, seen);
    if (found) return found;
  }
  return null;
}

function inText(text: string, markers: readonly Marker[]): Marker | null {
  if (!text.includes(PLANTED)) return null;
  return markers.find((marker) => text.includes(marker)) ?? null;
}

function inBytes(bytes: Uint8Array, markers: readonly Marker[]): Marker | null {
  const haystack = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const holds = (text: string): boolean =>
    encoded.get(text)?.some((needle) => haystack.includes(needle)) ?? false;
  return holds(PLANTED) ? (markers.find(holds) ?? null) : null;
}
