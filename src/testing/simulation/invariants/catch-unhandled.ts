import type { Scheduler } from '../world/scheduler.js';
import type { Violate } from './violation.js';

/** Watches for promises that reject unhandled. Returns the function that stops it. */
export function catchUnhandled(scheduler: Scheduler, violate: Violate): () => void {
  const listener = (reason: unknown): void => {
    if (scheduler.current?.isAlive() ?? true)
      violate('no-unhandled-error', `Unhandled: ${String(reason)}`);
  };
  process.on('unhandledRejection', listener);
  return () => process.off('unhandledRejection', listener);
}
