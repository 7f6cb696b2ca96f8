import { LightAbortController } from './light-abort.js';
import { plainClone } from './plain-clone.js';

/** What a world replaces of the platform while it runs. */
export interface PlatformParts {
  /** Where the next step of the fake database goes. */
  readonly setImmediate: (run: () => void) => void;
  /** Sees every object that a structured clone makes. */
  readonly onClone: (clone: object) => void;
  /** Whether errors carry a stack: nobody reads it unless a seed is replayed. */
  readonly stacks: boolean;
}

/** Takes over what the scripts of a world would get from Node; returns the function that gives it back. */
export function takeOverPlatform({ setImmediate, stacks, onClone }: PlatformParts): () => void {
  const { stackTraceLimit } = Error;
  const replaced = {
    setImmediate,
    structuredClone: <T>(value: T): T => plainClone(value, onClone),
    AbortController: LightAbortController,
  };
  const before = new Map(
    Object.keys(replaced).map((name): [string, unknown] => [name, Reflect.get(globalThis, name)]),
  );
  for (const [name, part] of Object.entries(replaced)) Reflect.set(globalThis, name, part);
  if (!stacks) Error.stackTraceLimit = 0;
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
    for (const [name, part] of before) Reflect.set(globalThis, name, part);
  };
}
