/** The part of Vitest's or Jest's API that is used. */
export interface TestApi {
  describe(name: string, body: () => void): unknown;
  it(name: string, body: () => Promise<void>, timeout?: number): unknown;
}

/** The runner's own, where it is not passed. @throws TypeError when there is none. */
export function testApiFrom(caller: string, options: Partial<TestApi>): TestApi {
  const scope = globalThis as Partial<TestApi>;
  const describe = options.describe ?? scope.describe;
  const it = options.it ?? scope.it;
  if (typeof describe !== 'function' || typeof it !== 'function')
    throw new TypeError(
      `${caller}: "describe" and "it" are not global here: pass them in the options, ` +
        "as in: import { describe, it } from 'vitest'.",
    );
  return { describe, it };
}
