import type { Backend } from '../../../src/services/index.js';
import type { Clock } from '../../../src/services/environment.js';
import type { OutboxEntry, SessionRecord } from '../../../src/services/records.js';
import { BackendError } from '../../../src/services/index.js';

/** A clock that stands still until it is set; its timers fire at once where they are due. */
export function manualClock(start = 1_000_000) {
  let now = start;
  const timers = new Map<number, { due: number; run: () => void }>();
  let last = 0;
  const clock: Clock = {
    now: () => now,
    setTimeout(run, delay) {
      timers.set((last += 1), { due: now + delay, run });
      return last;
    },
    clearTimeout: (id) => void timers.delete(id as number),
  };
  return {
    clock,
    timers,
    advance: (ms: number) => {
      now += ms;
      for (const [id, { due, run }] of [...timers]) if (due <= now && timers.delete(id)) run();
    },
  };
}

export const record = (generation: string, more: Partial<SessionRecord> = {}): SessionRecord => ({
  generation,
  sealed: { iv: new Uint8Array(12), data: new ArrayBuffer(4) },
  ticket: `ticket-${generation}`,
  everywhereTicket: `everywhere-${generation}`,
  expiresAt: 9_000_000_000,
  ...more,
});

export const entry = (generation: string, more: Partial<OutboxEntry> = {}): OutboxEntry => ({
  generation,
  ticket: `ticket-${generation}`,
  askedAt: 1_000_000,
  attempts: 0,
  notBefore: 1_000_000,
  sender: null,
  expiresAt: 9_000_000_000,
  ...more,
});

/** A backend of which only `revoke` answers: a status, a network failure, or never. */
export function revoking(answer: (ticket: string) => number | 'network' | 'hang' = () => 200) {
  const proofs: Parameters<Backend['revoke']>[0][] = [];
  const unused = () => Promise.reject(new Error('unused'));
  const backend: Backend = {
    sendCode: unused,
    verifyCode: unused,
    refresh: unused,
    async revoke(proof) {
      proofs.push(proof);
      const status = answer('ticket' in proof ? proof.ticket : proof.sessionToken);
      if (status === 'network') throw new TypeError('fetch failed');
      if (status === 'hang') await new Promise(() => {});
      if (typeof status === 'number' && status >= 300) throw new BackendError(status);
    },
  };
  return { backend, proofs };
}
