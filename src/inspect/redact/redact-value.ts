const SHORT_WORD = /^[\w.:*-]{1,64}$/;
const FIELD_NAME = /^[A-Za-z_$][\w$-]{0,31}$/;
/** Letters and numbers of all languages, marks and emoji; no `@`, so no address. */
const NAME =
  /^(?:[\p{L}\p{M}\p{N}\p{Pd}\p{Extended_Pictographic}_.:*()[\]$#/ ,'’!?&+→]|\u{200D}){0,160}$/u;
const MARKER = /^‹[a-z]{1,9}›$/;

/** Which paths may be seen: see `AllowList`. */
export type Sight = ReadonlySet<string>;

/** Makes a {@link Sight}: the paths themselves, and the objects on the way to them (`a.`). */
export function sightOf(paths: readonly string[] = []): Sight {
  const sight = new Set(paths);
  for (const path of paths)
    for (let dot = path.indexOf('.'); dot > 0; dot = path.indexOf('.', dot + 1))
      sight.add(path.slice(0, dot + 1));
  return sight;
}

/** The type of a value in place of the value. Null stays: it has nothing to hide. */
export function typeOf(value: unknown): string | null {
  if (value === null) return null;
  if (typeof value === 'string' && MARKER.test(value)) return value;
  return `‹${Array.isArray(value) ? 'array' : typeof value}›`;
}

/** A state's, an event's or an actor's name: kept if it looks like one. */
export function redactName(name: unknown): string {
  return typeof name === 'string' && (NAME.test(name) || MARKER.test(name)) ? name : '‹name›';
}

/** Keeps the fields of an object that may be seen, and replaces all others by their type. */
export function redactFields(value: unknown, sight: Sight, prefix = ''): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return typeOf(value);
  if (value instanceof Error) return redactError(value);
  return Object.fromEntries(
    Object.entries(value).map(([key, field]) => {
      const name = FIELD_NAME.test(key) ? key : '‹field›';
      return [name, redactField(field, sight, `${prefix}${key}`)];
    }),
  );
}

/** An error as `{ name, code }`: its message and its stack may carry data. */
export function redactError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return typeOf(error);
  const { name, code } = error as { name?: unknown; code?: unknown };
  return {
    name: isShortWord(name) ? name : '‹string›',
    ...(code === undefined ? {} : { code: isShortWord(code) ? code : typeOf(code) }),
  };
}

function redactField(value: unknown, sight: Sight, path: string): unknown {
  if (value instanceof Error) return redactError(value);
  if (sight.has(`${path}.`) && typeof value === 'object')
    return redactFields(value, sight, `${path}.`);
  if (!sight.has(path)) return typeOf(value);
  return typeof value === 'number' || typeof value === 'boolean' || isShortWord(value)
    ? value
    : typeOf(value);
}

function isShortWord(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && SHORT_WORD.test(value));
}
