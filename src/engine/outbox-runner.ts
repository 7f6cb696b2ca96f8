import { createActor, fromPromise, type InspectionEvent, type Observer } from 'xstate';
import { outboxMachine, type WakeReason } from '../machines/outbox-machine.js';
import type { Core } from './core.js';
import { ServiceError } from './core.js';
import type { Turn } from '../services/turn.js';

interface RunnerOptions {
  readonly core: Core;
  readonly turn: Turn;
  readonly inspect: Observer<InspectionEvent> | ((event: InspectionEvent) => void) | undefined;
  readonly onPending: (pending: number) => void;
}

/** Runs the outbox machine while the engine is started. */
export function createOutboxRunner({ core, turn, inspect, onPending }: RunnerOptions) {
  const { outbox, environment } = core;
  const machine = outboxMachine.provide({
    actors: {
      takeTurn: fromPromise<void, void>(({ signal }) => turn.take(signal)),
      sendDue: fromPromise(async ({ input, signal }) => {
        try {
          return await outbox.drain({ ...input, signal });
        } catch {
          throw new ServiceError('outbox');
        } finally {
          turn.release();
        }
      }),
    },
  });
  const create = () => {
    const actor = createActor(machine, {
      id: 'outbox',
      clock: environment.clock,
      ...(inspect && { inspect }),
    });
    actor.on('drained', ({ pending }) => onPending(pending));
    return actor.start();
  };
  let actor: ReturnType<typeof create> | undefined;

  return {
    wake(reason: WakeReason) {
      actor?.send({ type: 'WAKE', reason });
    },
    start() {
      actor ??= create();
    },
    stop() {
      actor?.stop();
      actor = undefined;
      turn.release();
    },
  };
}
