import { describe, expect, test } from 'vitest';
import { bounded } from '../../src/services/bounded.js';
import type { Clock } from '../../src/services/environment.js';

/** A page's clock: its timers wait while it sleeps, and time goes on. */
function sleepyClock() {
  let now = 0;
  let timer: { readonly at: number; readonly run: () => void } | undefined;
  const clock: Clock = {
    now: () => now,
    setTimeout(run, delay) {
      timer = { at: now + delay, run };
    },
    clearTimeout() {
      timer = undefined;
    },
  };
  const sleep = (ms: number) => {
    now += ms;
  };
  const fire = () => {
    now = Math.max(now, timer?.at ?? now);
    timer?.run();
  };
  return { clock, sleep, fire, isOver: () => timer === undefined };
}

/** Something bounded by two seconds, and what answers it. */
function asked(clock: Clock) {
  let answer: (value: string) => void = () => {};
  const result = bounded(
    clock,
    2_000,
    () =>
      new Promise<string>((resolve) => {
        answer = resolve;
      }),
  );
  return { result, answer };
}

const late = { code: 'timed_out' };

describe('a bound', () => {
  test('ends what does not answer, and aborts it', async () => {
    const { clock, fire } = sleepyClock();
    let signal: AbortSignal | undefined;
    const result = bounded(clock, 2_000, (given) => {
      signal = given;
      return new Promise(() => {});
    });
    fire();
    await expect(result).rejects.toMatchObject(late);
    expect({ aborted: signal?.aborted, at: clock.now() }).toEqual({ aborted: true, at: 2_000 });
  });

  test('that was slept over waits for what was on its way', async () => {
    const { clock, sleep, fire, isOver } = sleepyClock();
    const { result, answer } = asked(clock);
    sleep(3_600_000);
    fire();
    sleep(3_600_000);
    fire();
    answer('stored');
    expect(await result).toBe('stored');
    expect(isOver()).toBe(true);
  });

  test('that a short sleep was in the middle of waits, too', async () => {
    const { clock, sleep, fire } = sleepyClock();
    const { result, answer } = asked(clock);
    sleep(2_600);
    fire();
    answer('stored');
    expect(await result).toBe('stored');
  });

  test('ends in a page whose timers come once a second', async () => {
    const { clock, sleep, fire } = sleepyClock();
    const result = bounded(clock, 2_000, () => new Promise(() => {}));
    sleep(2_900);
    fire();
    sleep(1_000);
    fire();
    await expect(result).rejects.toMatchObject(late);
    expect(clock.now()).toBe(3_900);
  });

  test('that was slept over ends soon after the sleep', async () => {
    const { clock, sleep, fire } = sleepyClock();
    const result = bounded(clock, 2_000, () => new Promise(() => {}));
    sleep(3_600_000);
    fire();
    fire();
    await expect(result).rejects.toMatchObject(late);
    expect(clock.now()).toBe(3_600_250);
  });
});
