import { fewTurns } from '../kit/next-turn.js';

// Taken at once: fake timers that a test installs later do not hold it back.
const { setTimeout, clearTimeout } = globalThis;

/** How often a process must get its turn once the time is over, before what it waits for is called stuck. */
const turnsOfGrace = 100;

/**
 * What takes longer than `ms` fails with `late`. A process that gets its turn rarely, since the machine is
 * busy with something else, has longer: the turns are counted that it gets.
 */
export async function within<T>(ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  const ended = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const pause = (length: number) =>
    new Promise<void>((resolve) => {
      timer = setTimeout(resolve, length);
    });
  async function end(): Promise<never> {
    await pause(ms);
    for (let turn = 0; turn < turnsOfGrace && !ended.signal.aborted; turn += 1) {
      await fewTurns(10);
      await pause(1);
    }
    throw late();
  }
  try {
    return await Promise.race([work, end()]);
  } finally {
    ended.abort();
    clearTimeout(timer);
  }
}
