import { describe, expect, it } from 'vitest';
import { mutations } from '../../scripts/mutations/index.js';
import { reproduce } from '../../scripts/mutations/recordings/reproduce.js';

describe('a recording of a run without a safeguard', () => {
  it.each(['sealing', 'tombstone', 'late-session'])(
    '%s: happens again in the simulated world, and becomes short',
    async (id) => {
      const mutation = mutations.find((each) => each.id === id);
      if (!mutation) throw new Error(`There is no mutation ${id}.`);
      const found = await reproduce(mutation, { tries: 60, triesWhenShrinking: 10 });
      expect(found?.shortest?.told).toMatch(/opensTab .* → /);
      expect(found?.shortest?.facts).toBeLessThanOrEqual(6);
      expect(found?.shortest?.facts).toBeLessThan(found?.recorded ?? 0);
      expect(found?.isKept).toBe(true);
    },
  );
});
