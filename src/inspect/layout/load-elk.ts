import type { ELK, ELKConstructorArguments } from 'elkjs/lib/elk-api.js';

type Constructor = new (options?: ELKConstructorArguments) => ELK;

/**
 * Loads elkjs when a chart is to be laid out, and not before.
 *
 * @throws Error (`code: 'missing_dependency'`) when it is not installed.
 */
export async function loadElk(): Promise<ELK> {
  const Elk = await orMissing(import('elkjs/lib/elk.bundled.js'));
  return new Elk();
}

/** {@link loadElk} for elkjs in a worker of its own, which must not fail to start. */
export async function loadElkFor(worker: Worker): Promise<ELK> {
  const Elk = await orMissing(import('elkjs/lib/elk-api.js'));
  return new Elk({ workerFactory: () => worker });
}

/** elkjs is CommonJS: bundlers and Node wrap it differently. */
async function orMissing(loading: Promise<unknown>): Promise<Constructor> {
  try {
    let candidate = await loading;
    while (typeof candidate === 'object' && candidate !== null && 'default' in candidate)
      candidate = candidate.default;
    return candidate as Constructor;
  } catch (cause) {
    throw Object.assign(
      new Error('Drawing a statechart needs elkjs. Install it: npm install --save-dev elkjs', {
        cause,
      }),
      { code: 'missing_dependency' },
    );
  }
}
