import type { InspectionEvent } from 'xstate';
import { createAuth } from '../../../src/engine/index.js';
import type { AuthOptions } from '../../../src/engine/index.js';
import { createRecorder } from '../../../src/inspect/flight/create-recorder.js';
import type {
  FlightRecorder,
  RecorderOptions,
} from '../../../src/inspect/flight/create-recorder.js';
import type { CreateAuth } from '../../../src/testing/simulation/index.js';
import { Page } from '../../../src/testing/simulation/world/simulated-page.js';

/** The engine with a flight recorder in every tab, and what they have recorded. */
export function recordedEngine(): {
  readonly createAuth: CreateAuth;
  readonly recordings: () => Promise<readonly string[]>;
} {
  const recorders: FlightRecorder[] = [];
  return {
    createAuth(options) {
      const recorder = createRecorder({ limit: 100_000, environment: unnoticed(options) });
      recorders.push(recorder);
      const { inspect: watched } = options;
      const inspect = (event: InspectionEvent): void => {
        recorder.inspect(event);
        if (typeof watched === 'function') watched(event);
      };
      const auth = createAuth({ ...options, inspect });
      recorder.attach(auth);
      return auth;
    },
    async recordings() {
      const exported = await Promise.all(recorders.map((recorder) => recorder.export()));
      return exported.map((recording) => JSON.stringify(recording));
    },
  };
}

/** Time and page of a simulated tab, read without a trace: the run stays what it is. */
function unnoticed({ environment = {} }: AuthOptions): NonNullable<RecorderOptions['environment']> {
  const { clock, page } = environment;
  if (!clock || !(page instanceof Page)) throw new Error('Only simulated tabs are recorded here.');
  return {
    ...environment,
    clock,
    page: {
      listen: (type, listener) => page.overhear(type, listener),
      isVisible: () => page.isVisible(),
      isOnline: () => page.isOnline(),
    },
  };
}
