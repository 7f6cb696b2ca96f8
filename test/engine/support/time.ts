import { vi } from 'vitest';

/** Replaces time, and nothing else: IndexedDB and Web Crypto go on. */
export const fakeTime = () =>
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date'],
  });

/** Lets everything settle that waits for no timer. */
export async function settle(turns = 20): Promise<void> {
  for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Moves faked time on in small steps, at most by `ms`, until the condition holds. */
export async function advanceUntil(condition: () => boolean, ms: number): Promise<void> {
  const step = Math.max(10, ms / 50);
  for (let elapsed = 0; !condition(); elapsed += step) {
    if (elapsed > ms) throw new Error(`It did not happen within ${ms} ms.`);
    await vi.advanceTimersByTimeAsync(step);
    await settle();
  }
}
