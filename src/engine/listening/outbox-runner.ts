import { createActor, fromPromise } from 'xstate';
import { getOutboxMachine, type WakeReason } from '../../machines/outbox-machine.js';
import { backgroundClock } from '../../services/background-clock.js';
import type { Clock } from '../../services/environment.js';
import type { Outbox } from '../../services/outbox.js';
import type { Turn } from '../../services/turn.js';
import type { Chart } from '../chart.js';
import type { With } from '../engine.js';
import type { AuthOptions } from '../options.js';
import { ServiceError } from '../service-error.js';

/** Runs the outbox machine while the engine is started, and keeps the view's count of it. */
export interface OutboxRunner {
  wake(reason: WakeReason): void;
  /** Counts what waits, and wakes the sender if anything does. */
  changed(): void;
  /** The same, where what waits on the disk has just been counted. */
  counted(onDisk: number): void;
  start(): void;
  stop(): void;
}

/** Makes the runner; nothing runs before it is started. */
export function createOutboxRunner(
  { chart, device, outbox, notices }: With<'chart' | 'device' | 'outbox' | 'notices'>,
  turn: Turn,
  inspect: AuthOptions['inspect'],
): OutboxRunner {
  let actor: ReturnType<typeof createOutboxActor> | undefined;
  let isCounting = false;
  let isStale = false;
  const wake = (reason: WakeReason) => actor?.send({ type: 'WAKE', reason });

  function show(pending: number) {
    showPending(chart, pending);
    if (pending > 0) wake('added');
  }

  function changed() {
    isStale = true;
    if (isCounting) return;
    isCounting = true;
    isStale = false;
    outbox
      .count()
      .then(
        show,
        // Whether anything waits cannot be said: a run looks again until it can.
        () => wake('added'),
      )
      .finally(() => {
        isCounting = false;
        if (isStale) changed();
      });
  }

  outbox.onChange(changed);
  notices.on('revocationSettled', () => {
    // One entry less, without a look: a run that drains counts once, at its end.
    const { pendingRevocations } = chart.actor.getSnapshot().context;
    if (actor?.getSnapshot().matches('sending'))
      showPending(chart, Math.max(0, pendingRevocations - 1));
    else changed();
  });

  return {
    wake,
    changed,
    counted: (onDisk) => show(onDisk + outbox.unstored()),
    start() {
      if (actor) return;
      actor = createOutboxActor(outbox, turn, { clock: device.clock, ...(inspect && { inspect }) });
      actor.on('drained', ({ pending }) => showPending(chart, pending));
      actor.start();
    },
    stop() {
      actor?.stop();
      actor = undefined;
      turn.release();
    },
  };
}

/** Shows how many revocations wait. */
function showPending({ actor }: Chart, pending: number): void {
  if (pending !== actor.getSnapshot().context.pendingRevocations)
    actor.send({ type: 'OUTBOX_CHANGED', pending });
}

function createOutboxActor(
  outbox: Outbox,
  turn: Turn,
  options: Pick<AuthOptions, 'inspect'> & { readonly clock: Clock },
) {
  const machine = getOutboxMachine().provide({
    actors: {
      takeTurn: fromPromise<void, void>(async ({ signal }) => void (await turn.take(signal))),
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
  return createActor(machine, { id: 'outbox', ...options, clock: backgroundClock(options.clock) });
}
