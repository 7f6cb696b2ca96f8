import type { ELK, ELKConstructorArguments } from 'elkjs/lib/elk-api.js';

type Constructor = new (options?: ELKConstructorArguments) => ELK;

/**
 * Loads elkjs when a chart is to be laid out, and not before.
 *
 * @throws Error (`code: 'missing_dependency'`) when it is not installed.
 */
export async function loadElk(): Promise<ELK> {
  let loaded: unknown;
  try {
    loaded = await import('elkjs/lib/elk.bundled.js');
  } catch (cause) {
    throw Object.assign(
      new Error('Drawing a statechart needs elkjs. Install it: npm install --save-dev elkjs', {
        cause,
      }),
      { code: 'missing_dependency' },
    );
  }
  const Elk = constructorIn(loaded);
  return new Elk();
}

/** elkjs is CommonJS: bundlers and Node wrap it differently. */
function constructorIn(loaded: unknown): Constructor {
  let candidate = loaded;
  while (typeof candidate === 'object' && candidate !== null && 'default' in candidate)
    candidate = candidate.default;
  return candidate as Constructor;
}
