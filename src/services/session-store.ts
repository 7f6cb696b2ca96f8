import { clearSession, type Claim, type ClearRequest } from './clear-session.js';
import type { Disk } from './disk.js';
import type { SessionRecord } from './records.js';
import { isSameSession, nameOf, type SessionName } from './session-name.js';
import { SupersededError } from './superseded-error.js';
import type { Tombstones } from './tombstones.js';
import type { VacancyNote } from './vacancy-note.js';
import { ticketFor } from './vault.js';
import { waitingEntry } from './waiting-entry.js';
import { wishOf } from './wish-of.js';

/** The transactions of the session: each one atomic, each a compare-and-set on the generation. */
export interface SessionStore {
  /** Writes a new session in place of whichever is there; the old one, which it returns, goes to the outbox. */
  commit(
    record: SessionRecord,
    key: CryptoKey | null,
    now: number,
  ): Promise<readonly SessionName[]>;
  /**
   * Writes a refreshed session and gives its lease back. `gone`: its generation is not the stored one any
   * more. `newer`: another tab has refreshed it as well, and what it wrote stays.
   */
  update(record: SessionRecord): Promise<'written' | 'gone' | 'newer'>;
  /** Whether a session is stored, once the transactions before are over. */
  has(generation: string): Promise<boolean>;
  /** Deletes session and key and adds the outbox entry. */
  clear(request: ClearRequest): Promise<Claim>;
}

/** The session's transactions on a disk. */
export function createSessionStore(
  disk: Disk,
  tombstones: Tombstones,
  vacancy?: Pick<VacancyNote, 'withdraw'>,
): SessionStore {
  return {
    commit: (record, key, now) =>
      disk.run('readwrite', async (transaction) => {
        const { generation } = record;
        const [all, waiting] = await Promise.all([
          transaction.all('session'),
          transaction.all('revocations'),
        ]);
        // Not before a first answer: a sign-in may have been given up while the disk was busy, and another tab's
        // session stored since.
        if (tombstones.find(generation, record.sessionId)?.generation === generation)
          throw new SupersededError();
        // It has left under another name: what waits for that would end it.
        if (waitingEntry(waiting, record)) throw new SupersededError();
        const others = all.filter((each) => each.generation !== generation);
        // Every look of before, which may put the note, has ended by now, too.
        vacancy?.withdraw();
        await Promise.all([transaction.empty('session'), transaction.empty('keys')]);
        for (const previous of others) {
          // The same session, brought here twice: to revoke the one would end the other.
          if (isSameSession(previous, record)) continue;
          const { scope, askedAt } = wishOf(tombstones, previous, 'session', now);
          const ticket = ticketFor(previous, scope);
          // One that waits may be of a wish for all sessions.
          const waits = waitingEntry(waiting, previous);
          if (ticket && !(waits && scope === 'session'))
            await transaction.put('revocations', previous.generation, {
              ...nameOf(previous),
              ticket,
              scope,
              askedAt,
              attempts: 0,
              notBefore: now,
              sender: null,
              expiresAt: previous.expiresAt,
            });
        }
        if (key) await transaction.put('keys', generation, { generation, key });
        await transaction.put('session', generation, { ...record, storedAt: now });
        return others.filter((each) => !isSameSession(each, record)).map(nameOf);
      }),

    update: (record) =>
      disk.run('readwrite', async (transaction) => {
        const stored = await transaction.get('session', record.generation);
        if (!stored || tombstones.find(record.generation, record.sessionId)) return 'gone';
        if ((stored.version ?? 0) >= (record.version ?? 0)) return 'newer';
        const { storedAt, remember } = stored;
        const written = {
          ...record,
          ...(storedAt !== undefined && { storedAt }),
          ...(remember === false && { remember }),
        };
        await transaction.put('session', record.generation, written);
        return 'written';
      }),

    has: (generation) =>
      disk.run('readonly', (transaction) => transaction.has('session', generation)),

    clear: (request) => clearSession(disk, tombstones, request),
  };
}
