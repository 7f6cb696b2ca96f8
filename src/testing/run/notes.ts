import type { CoveredMachine } from './run-coverage.js';

/** What walks tell whoever collects the coverage of a run. */
export interface Note {
  readonly fact?: { readonly id: string; readonly outcome: string };
  readonly machines?: readonly CoveredMachine[];
}

type Reader = (note: Note) => void;

// Where every copy of this package finds it: a runner may load one, and the tests another.
const key = Symbol.for('@moon-key/react-auth/run-notes');

/** Tells all readers; nobody has to listen. */
export function tellRun(note: Note): void {
  for (const reader of readers()) reader(note);
}

/** Reads what walks tell, from now on; returns what ends it. */
export function readRun(reader: Reader): () => void {
  readers().add(reader);
  return () => void readers().delete(reader);
}

function readers(): Set<Reader> {
  const scope = globalThis as { [key]?: Set<Reader> };
  scope[key] ??= new Set();
  return scope[key];
}
