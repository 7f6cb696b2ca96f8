/**
 * Actors that no coverage counts, such as the second tab of a test. Kept where every copy of this package
 * finds it.
 */
const key = Symbol.for('@moon-key/react-auth/left-out-of-coverage');

/** Leaves an actor out of what {@link CoverageCollector.watchAll} counts: say it before the actor starts. */
export function leaveOut(actor: object): void {
  kept().add(actor);
}

/** Whether an actor was left out. */
export function isLeftOut(actor: object): boolean {
  return kept().has(actor);
}

function kept(): WeakSet<object> {
  const scope = globalThis as { [key]?: WeakSet<object> };
  scope[key] ??= new WeakSet();
  return scope[key];
}
