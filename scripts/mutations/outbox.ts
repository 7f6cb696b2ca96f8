import type { Mutation } from './mutation.js';

const store = 'src/services/session-store.ts';
const clearing = 'src/services/clear-session.ts';
const outbox = 'src/services/outbox.ts';
const lease = 'src/services/lease.ts';
const sending = 'src/services/send-revocation.ts';

/** What gets every revocation to the server, once. */
export const outboxMutations: readonly Mutation[] = [
  {
    id: 'outbox-entry',
    safeguard: 'The logout adds an outbox entry in its transaction',
    patches: [
      {
        file: clearing,
        find: "if (entry) await transaction.put('revocations', generation, entry);",
        replace: '',
      },
      { file: clearing, find: "transaction.add('revocations', generation, entry),", replace: '' },
    ],
  },
  {
    id: 'outbox-entry-is-new',
    safeguard: 'The tab that logs out first adds an entry that must be new',
    patches: [
      {
        file: clearing,
        find: "transaction.add('revocations', generation, entry),",
        replace: "transaction.put('revocations', generation, entry),",
      },
    ],
  },
  {
    id: 'outbox-entry-on-switch',
    safeguard: 'A sign-in adds an outbox entry for the session that it replaces',
    patches: [
      {
        file: store,
        find: "if (ticket && !(waits && scope === 'session'))",
        replace: "if (ticket === '')",
      },
    ],
  },
  {
    id: 'lease',
    safeguard: 'The acting tab holds a lease on its entry',
    patches: [
      { file: lease, find: 'return now + timeout + LEASE_MARGIN;', replace: 'return now;' },
    ],
  },
  {
    id: 'lease-compare-and-set',
    safeguard: 'A sender takes a lease by compare-and-set',
    patches: [
      {
        file: lease,
        find: '!stored || stored.sender !== due.sender || stored.notBefore !== due.notBefore',
        replace: '!stored',
      },
    ],
  },
  {
    id: 'retry',
    safeguard: 'A revocation that fails is tried again',
    patches: [
      {
        file: sending,
        find: 'status < 400 || status >= 500 || [408, 425, 429].includes(status)',
        replace: 'status === 1',
      },
    ],
  },
  {
    id: 'retry-from-memory',
    safeguard:
      'A revocation from memory that failed is announced, and looked at again after its lease',
    patches: [
      {
        file: outbox,
        find: 'const lease = { attempts, sender, notBefore: leaseEnd(clock.now(), timeout) };',
        replace: 'const lease = { attempts, sender: null, notBefore: Infinity };',
      },
      { file: outbox, find: 'notBefore > clock.now() + longest ||', replace: '' },
      { file: outbox, find: "if (result === 'queued') changed();", replace: '' },
    ],
  },
  {
    id: 'timer-cap',
    safeguard: 'No timer is longer than a browser can wait',
    patches: [
      {
        file: 'src/services/clamped-clock.ts',
        find: 'Math.min(delay, LONGEST_TIMER)',
        replace: 'delay',
      },
    ],
  },
  {
    id: 'age',
    safeguard: 'A late logout of all sessions says how long ago it was asked for',
    patches: [
      {
        file: sending,
        find: 'return age < 1000 ? 0 : Math.ceil(age / 1000);',
        replace: 'return age * 0;',
      },
    ],
  },
  {
    id: 'everywhere-upgrade',
    safeguard: 'A logout of all sessions replaces the ticket of a waiting one',
    patches: [
      {
        file: clearing,
        find: 'if (isWider)',
        replace: "if (ticket === '')",
      },
    ],
    from: 20_001,
  },
  {
    id: 'settled-ticket',
    safeguard: 'An entry whose ticket was replaced meanwhile is not taken for settled',
    patches: [
      {
        file: outbox,
        find: "result !== 'queued' && isSame",
        replace: "result !== 'queued'",
      },
    ],
    from: 20_001,
  },
];
