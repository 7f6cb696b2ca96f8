const { structuredClone } = globalThis;

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/**
 * A structured clone of plain data, without the message port that Node's own sends it through.
 * Anything that is not plain data is left to the platform's.
 *
 * @param onClone Sees every object of the clone.
 */
export function plainClone<T>(value: T, onClone: (clone: object) => void = () => {}): T {
  return copy(value, onClone) as T;
}

function copy(value: unknown, onClone: (clone: object) => void): unknown {
  if (typeof value === 'function' || typeof value === 'symbol') return structuredClone(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => copy(item, onClone));
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof Uint8Array && value.byteLength === value.buffer.byteLength)
    return value.slice();
  if (!isPlain(value)) return structuredClone(value);
  const clone: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) clone[key] = copy(item, onClone);
  onClone(clone);
  return clone;
}
