import type { Environment } from '../../services/environment.js';
import type { Auth } from '../auth.js';
import type { Chart } from '../chart.js';
import type { LateProtocol } from './late-protocol.js';
import { onceOnline } from './once-online.js';

/** The engine's life on a page: started, disposed of, started again. */
export type Life = Pick<Auth, 'start' | 'dispose'>;

/** Starts the statechart at once, and the protocol when it has loaded. */
export function createLife(
  late: LateProtocol,
  { actor }: Chart,
  environment: Partial<Environment>,
): Life {
  let isStarted = false;
  let isDisposing = false;

  /** A protocol that cannot be loaded is asked for again when the network returns. */
  function begin() {
    if (!isStarted) return;
    if (late.current) late.current.start();
    else late.load().then(begin, () => onceOnline(environment, begin));
  }

  function stop() {
    if (!isDisposing) return;
    isStarted = false;
    late.current?.stop();
  }

  return {
    start() {
      isDisposing = false;
      if (isStarted) return;
      isStarted = true;
      actor.start();
      begin();
    },
    dispose() {
      isDisposing = true;
      const busy = late.current?.openLogout();
      if (busy) void busy.then(stop, stop);
      else stop();
    },
  };
}
