import type { Auth, PendingRevocation } from '../../engine/index.js';

/** How long the outbox is not read again, in ms, however much happens. */
const PAUSE = 250;

/** What the outbox holds, as it was last read. */
export interface OutboxWatch {
  readonly pending: readonly PendingRevocation[];
  readonly stop: () => void;
}

/** Reads the outbox now, and whenever something may have changed it; calls `changed` when it is read. */
export function watchOutbox(auth: Auth, changed: () => void): OutboxWatch {
  let pending: readonly PendingRevocation[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function read(): void {
    timer = undefined;
    void auth.getPendingRevocations().then(
      (found) => {
        pending = found;
        changed();
      },
      () => undefined,
    );
  }
  function readSoon(): void {
    timer ??= setTimeout(read, PAUSE);
  }
  const stops = [auth.subscribe(readSoon), auth.on('*', readSoon)];
  read();
  return {
    get pending() {
      return pending;
    },
    stop() {
      clearTimeout(timer);
      for (const stop of stops) stop();
    },
  };
}
