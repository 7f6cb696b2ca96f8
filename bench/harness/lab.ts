import type { Browser } from './browser.js';
import type { ScriptedServer } from './scripted-server.js';

/** What every measure works with. */
export interface Lab {
  readonly browser: Browser;
  readonly server: ScriptedServer;
  /** How often each thing is measured. */
  readonly repeat: number;
}

/** How often each thing is done before it counts. */
export const WARM_UP = 5;

/** What takes longer, in ms, is slow: it needs no warm-up, and few runs. */
const SLOW = 1_000;
const SLOW_RUNS = 5;

/**
 * Measures several things in turn, so that what disturbs the machine disturbs them all. A thing that
 * came to nothing, which is null, is not tried again.
 */
export async function interleave<Name extends string, Value>(
  repeat: number,
  things: Readonly<Record<Name, () => Promise<Value | null>>>,
): Promise<Record<Name, Value[]>> {
  const turns = (Object.keys(things) as Name[]).map((name) => ({
    name,
    values: [] as Value[],
    slowRuns: 0,
    isOver: false,
  }));
  for (let run = 0; run < WARM_UP + repeat; run++)
    for (const turn of turns) {
      if (turn.isOver) continue;
      const began = performance.now();
      const value = await things[turn.name]();
      if (performance.now() - began > SLOW) turn.slowRuns += 1;
      if (value !== null) turn.values.push(value);
      turn.isOver = value === null || turn.slowRuns >= Math.min(SLOW_RUNS, repeat);
    }
  return Object.fromEntries(
    turns.map(({ name, values, isOver }) => [name, isOver ? values : values.slice(WARM_UP)]),
  ) as Record<Name, Value[]>;
}
