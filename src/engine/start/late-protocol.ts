import { vacantContext } from '../../machines/context.js';
import type { RunService } from '../../machines/services.js';
import type { Clock } from '../../services/environment.js';
import type { Beginning, Protocol } from '../protocol.js';
import { loadProtocol } from './load-protocol.js';
import { loadTwice } from './load-twice.js';

/** The protocol, which loads after the start: whoever needs it waits, and once it is there for nothing. */
export interface LateProtocol {
  /** Undefined until it has loaded. */
  readonly current: Protocol | undefined;
  /** Says what it is to be made of. */
  begin(beginning: Beginning): void;
  /**
   * Loads it. A chunk that fails is asked for once more, after a pause; then this rejects with
   * `EngineUnavailableError`, and the next call begins anew.
   */
  load(): Promise<Protocol>;
  /** Runs a service of the machine: within the tick of the call where the protocol is there. */
  readonly run: RunService;
}

/**
 * Makes the waiting room; nothing is loaded yet.
 *
 * @param isVacant - Whether the device is known to hold no session.
 */
export function createLateProtocol(clock: Clock, isVacant: () => boolean): LateProtocol {
  let ofFirst: typeof isVacant | undefined = isVacant;
  let beginning: Beginning | undefined;
  let current: Protocol | undefined;

  async function load() {
    const { createProtocol } = await loadTwice(loadProtocol, clock);
    if (beginning) current = createProtocol(beginning);
    // What was read ahead is in it: nothing of it stays here.
    beginning = undefined;
    return current as Protocol;
  }

  return {
    get current() {
      return current;
    },
    begin(given) {
      beginning = given;
    },
    load,
    // Where the protocol is there, nothing is waited for: the service begins in this very tick.
    async run(name, input, signal) {
      // The first of all is the restore.
      const isOver = ofFirst?.();
      ofFirst = undefined;
      return isOver ? vacantContext : (current ?? (await load())).run(name, input, signal);
    },
  };
}
