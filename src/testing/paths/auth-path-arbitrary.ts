import type * as FastCheck from 'fast-check';
import type { AuthPath } from './auth-path.js';
import type { FactsOptions } from './auth-paths-options.js';
import { checkedFacts, everybodyOutside } from './auth-paths-options.js';
import { tell } from './path-from-events.js';
import { randomStory } from './random-auth-paths.js';
import { shorterPaths } from './shorter-paths.js';
import { createStoryteller } from './storyteller.js';

/** What {@link authPathArbitrary} takes. */
export interface PathArbitraryOptions extends FactsOptions {
  /** The most steps of a path, the opening included. Default 10. */
  readonly steps?: number;
}

/**
 * Random walks for [fast-check](https://fast-check.dev): it finds one that fails, shrinks it to a short
 * story, and prints the seed that replays it. Defects of the engine happen only where `by` names it.
 *
 * @param fc - The library: `import fc from 'fast-check'`.
 * @throws TypeError when `fc` is not the library or an option is wrong.
 *
 * @example
 * ```ts
 * await fc.assert(
 *   fc.asyncProperty(authPathArbitrary(fc, { steps: 12 }), (path) => walkAuthPath(path, driver)),
 *   { numRuns: 50 },
 * )
 * ```
 */
export function authPathArbitrary(
  fc: Pick<typeof FastCheck, 'Arbitrary' | 'Value' | 'stream'>,
  options: PathArbitraryOptions = {},
): FastCheck.Arbitrary<AuthPath> {
  if (typeof fc?.Arbitrary !== 'function')
    throw new TypeError(
      "authPathArbitrary: pass the library as the first argument: import fc from 'fast-check'.",
    );
  const { steps = 10 } = options;
  if (!Number.isInteger(steps) || steps < 1)
    throw new TypeError('authPathArbitrary: "steps" must be a whole number, at least 1.');
  const limits = checkedFacts('authPathArbitrary', {
    ...options,
    by: options.by ?? everybodyOutside,
  });
  const teller = createStoryteller(limits.facts);

  class PathArbitrary extends fc.Arbitrary<AuthPath> {
    generate(random: FastCheck.Random) {
      const below = (limit: number) => (limit > 0 ? random.nextInt(0, limit - 1) : 0);
      const story = randomStory(teller, limits, { below }, 1 + below(steps));
      return new fc.Value(printed(tell(story, teller)), undefined);
    }
    canShrinkWithoutContext(value: unknown): value is AuthPath {
      return typeof value === 'object' && value !== null && 'steps' in value;
    }
    shrink(path: AuthPath) {
      return fc.stream(valuesOf(path));
    }
  }

  function* valuesOf(path: AuthPath) {
    for (const shorter of shorterPaths(path)) yield new fc.Value(printed(shorter), undefined);
  }
  return new PathArbitrary();
}

/** A path that fast-check prints as what makes it again, and not as the object that it is. */
function printed(path: AuthPath): AuthPath {
  const facts = path.steps.map(({ fact }) => `'${fact}'`).join(', ');
  const value = () => `pathFromEvents([${facts}]) /* ${path.name} */`;
  return Object.defineProperty({ ...path }, Symbol.for('fast-check/toStringMethod'), { value });
}
