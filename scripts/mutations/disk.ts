import type { Mutation } from './mutation.js';

const store = 'src/services/session-store.ts';

/** What keeps the disk right. */
export const diskMutations: readonly Mutation[] = [
  {
    id: 'tombstone',
    safeguard: 'A tombstone is written in the tick of the call',
    patches: [
      {
        file: 'src/engine/protocol/fence.ts',
        find: 'tombstones.add({ generation, scope, askedAt: environment.clock.now() });',
        replace: '',
      },
    ],
  },
  {
    id: 'restore-check',
    safeguard: 'Restore refuses a generation that has a tombstone',
    patches: [
      {
        file: 'src/engine/protocol/restore.ts',
        find: '!tombstones.find(record.generation) &&',
        replace: '',
      },
      {
        file: 'src/engine/protocol/restore.ts',
        find: 'opened && !tombstones.find(generation)',
        replace: 'opened',
      },
    ],
  },
  {
    id: 'restore-finishes',
    safeguard: 'Restore finishes a logout that was cut off',
    patches: [
      {
        file: 'src/engine/protocol/restore.ts',
        find: 'await departures.drop(record)',
        replace: "'loggedOutElsewhere'",
      },
    ],
  },
  {
    id: 'compare-and-set-commit',
    safeguard: 'Compare-and-set: a sign-in writes nothing once it is signed out',
    patches: [{ file: store, find: 'throw new SupersededError();', replace: 'void 0;' }],
  },
  {
    id: 'compare-and-set-refresh',
    safeguard: 'Compare-and-set: a refresh writes nothing once its session is gone',
    patches: [
      {
        file: store,
        find: 'stored?.generation !== record.generation || tombstones.find(record.generation)',
        replace: 'stored === null',
      },
    ],
  },
  {
    id: 'compare-and-set-clear',
    safeguard: 'Compare-and-set: a logout clears its own generation only',
    patches: [
      {
        file: store,
        find: "record && (request.generation === '*' || record.generation === request.generation)",
        replace: 'record',
      },
    ],
  },
  {
    id: 'session-deletion',
    safeguard: 'The logout deletes the session',
    patches: [{ file: store, find: "await transaction.delete('session', CURRENT);", replace: '' }],
  },
  {
    id: 'key-deletion',
    safeguard: 'The logout deletes the key',
    patches: [
      { file: store, find: "await transaction.delete('keys', keyOf(stored));", replace: '' },
    ],
  },
  {
    id: 'key-deletion-on-switch',
    safeguard: 'A sign-in deletes the key of the session that it replaces',
    patches: [
      { file: store, find: "await transaction.delete('keys', keyOf(previous));", replace: '' },
    ],
  },
  {
    id: 'sealing',
    safeguard: 'Tokens and profile are sealed on disk',
    patches: [
      {
        file: 'src/services/seal.ts',
        find: 'data: await crypto.subtle.encrypt(cipher(generation, iv), key, text)',
        replace: 'data: text.slice().buffer',
      },
    ],
  },
  {
    id: 'ticket-instead-of-token',
    safeguard: 'A ticket, not the token, waits on disk',
    patches: [
      {
        file: 'src/engine/protocol/arrival.ts',
        find: 'return { generation, sealed: bytes, ticket, everywhereTicket, expiresAt };',
        replace:
          'return { generation, sealed: bytes, ticket: sessionToken, everywhereTicket, expiresAt };',
      },
    ],
  },
];
