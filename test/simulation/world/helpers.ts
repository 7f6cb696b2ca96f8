import { createWorld } from '../../../src/testing/simulation/world/world.js';
import type { World, WorldOptions } from '../../../src/testing/simulation/world/world.js';

/** Runs a world until nothing is left to happen in it. */
export async function settle(world: World): Promise<void> {
  await world.run(() => false);
}

export function makeWorld(options: Partial<WorldOptions> = {}): World {
  return createWorld({ seed: 1, ...options });
}

/** What one seed makes of something, for each of `count` seeds: the distinct results. */
export async function outcomes<T>(
  count: number,
  run: (seed: number) => Promise<T>,
): Promise<Set<T>> {
  const found = new Set<T>();
  for (let seed = 1; seed <= count; seed += 1) found.add(await run(seed));
  return found;
}
