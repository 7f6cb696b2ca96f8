import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../../src/services/environment.js';

/** A clock to hold against the real one; `until` lets time pass until something holds. */
export type ClockUnderTest = Clock & { until(holds: () => boolean): Promise<void> };

/** What every clock does, real or fake. */
export function describeClock(name: string, create: () => ClockUnderTest): void {
  describe(`${name}, as the platform does it:`, () => {
    it('fires what is due, in order, and not what was cleared', async () => {
      const clock = create();
      const fired: string[] = [];
      clock.setTimeout(() => fired.push('late'), 30);
      const cleared = clock.setTimeout(() => fired.push('cleared'), 10);
      clock.setTimeout(() => {
        fired.push('early');
        clock.setTimeout(() => fired.push('nested'), 5);
      }, 10);
      clock.setTimeout(() => fired.push('early too'), 10);
      clock.clearTimeout(cleared);
      clock.clearTimeout(undefined);
      expect(fired).toEqual([]);
      await clock.until(() => fired.includes('late'));
      expect(fired).toEqual(['early', 'early too', 'nested', 'late']);
    });

    it.each([-1, 0, Number.NaN, 2 ** 31, 2 ** 31 + 1_000])(
      'fires at once after %d ms',
      async (delay) => {
        const clock = create();
        let fired = 0;
        let isLater = false;
        const timer = clock.setTimeout(() => {
          fired += 1;
        }, delay);
        clock.setTimeout(() => {
          isLater = true;
        }, 20);
        await clock.until(() => isLater);
        clock.clearTimeout(timer);
        expect(fired).toBe(1);
      },
    );

    it('does not fire early', async () => {
      const clock = create();
      let fired = 0;
      let isLater = false;
      const timer = clock.setTimeout(
        () => {
          fired += 1;
        },
        2 ** 31 - 1,
      );
      clock.setTimeout(() => {
        isLater = true;
      }, 20);
      await clock.until(() => isLater);
      clock.clearTimeout(timer);
      expect(fired).toBe(0);
    });
  });
}
