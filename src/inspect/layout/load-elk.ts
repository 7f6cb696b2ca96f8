import type { ELK, ELKConstructorArguments } from 'elkjs/lib/elk-api.js';

type ElkConstructor = new (options: ELKConstructorArguments) => ELK;

/**
 * Loads elkjs when a chart is to be laid out, and not before. It works in this thread.
 *
 * @throws Error (`code: 'missing_dependency'`) when it is not installed.
 */
export async function loadElk(): Promise<ELK> {
  const worker = import('elkjs/lib/elk-worker.min.js');
  const SameThread = await exported<new (url?: string) => Worker>(worker);
  return loadElkFor(new SameThread());
}

/** {@link loadElk} for elkjs in a worker. */
export async function loadElkFor(worker: Worker): Promise<ELK> {
  const Elk = await exported<ElkConstructor>(import('elkjs/lib/elk-api.js'));
  return new Elk({ workerFactory: () => worker });
}

/** elkjs is CommonJS: bundlers and Node wrap it differently, and without either it is a plain script. */
async function exported<Constructor>(loading: Promise<unknown>): Promise<Constructor> {
  try {
    let candidate = await loading;
    while (typeof candidate === 'object' && candidate !== null && 'default' in candidate)
      candidate = candidate.default;
    if (typeof candidate === 'function') return candidate as Constructor;
    const { ELK: global } = globalThis as { readonly ELK?: unknown };
    if (typeof global === 'function') return global as Constructor;
    throw new TypeError('elkjs exports nothing that can be constructed.');
  } catch (cause) {
    throw Object.assign(
      new Error('Drawing a statechart needs elkjs. Install it: npm install --save-dev elkjs', {
        cause,
      }),
      { code: 'missing_dependency' },
    );
  }
}
