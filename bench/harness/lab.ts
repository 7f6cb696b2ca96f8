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

/** Measures several things in turn, so that what disturbs the machine disturbs them all. */
export async function interleave<Name extends string>(
  repeat: number,
  things: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(things) as Name[];
  const values = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<
    Name,
    number[]
  >;
  for (let run = -WARM_UP; run < repeat; run++)
    for (const name of names) {
      const value = await things[name]();
      if (run >= 0) values[name].push(value);
    }
  return values;
}
