import { createActor, fromPromise } from 'xstate';
import { getOutboxMachine, type WakeReason } from '../../machines/outbox-machine.js';
import type { Outbox } from '../../services/outbox.js';
import { createTurn } from '../../services/turn.js';
import type { Core } from '../core.js';
import { ServiceError } from './service-error.js';
import type { Tools } from './tools.js';

/** Runs the outbox machine while the engine is started, and keeps the view's count of it. */
export function createOutboxRunner(
  { actor, environment, options }: Pick<Tools, 'environment'> & Core,
  outbox: Outbox,
  turnName: string,
) {
  const { clock, locks } = environment;
  const { inspect } = options;
  const turn = createTurn(turnName, locks);
  function show(pending: number) {
    if (pending !== actor.getSnapshot().context.pendingRevocations)
      actor.send({ type: 'OUTBOX_CHANGED', pending });
  }

  const run = () => {
    const machine = getOutboxMachine().provide({
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
    const runner = createActor(machine, { id: 'outbox', clock, ...(inspect && { inspect }) });
    runner.on('drained', ({ pending }) => show(pending));
    return runner.start();
  };
  let runner: ReturnType<typeof run> | undefined;
  let isCounting = false;
  let isStale = false;
  const wake = (reason: WakeReason) => runner?.send({ type: 'WAKE', reason });

  return {
    show,
    wake,
    /** One entry less, without a look: a run that drains counts once, at its end. */
    settled() {
      const { pendingRevocations } = actor.getSnapshot().context;
      if (runner?.getSnapshot().matches('sending')) show(Math.max(0, pendingRevocations - 1));
      else this.changed();
    },
    /** Counts what waits, and wakes the sender if anything does. */
    changed() {
      isStale = true;
      if (isCounting) return;
      isCounting = true;
      isStale = false;
      outbox
        .count()
        .then(
          (pending) => {
            show(pending);
            if (pending > 0) wake('added');
          },
          () => {},
        )
        .finally(() => {
          isCounting = false;
          if (isStale) this.changed();
        });
    },
    start() {
      runner ??= run();
    },
    stop() {
      runner?.stop();
      runner = undefined;
      turn.release();
    },
  };
}
