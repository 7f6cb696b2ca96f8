import type { Mutation } from './mutation.js';

const store = 'src/services/session-store.ts';
const clearing = 'src/services/clear-session.ts';

/** What keeps the disk right. */
export const diskMutations: readonly Mutation[] = [
  {
    id: 'tombstone',
    safeguard: 'A tombstone is written in the tick of the call',
    patches: [
      {
        file: 'src/engine/leaving/fence.ts',
        find: 'tombstones.add({ ...name, scope, askedAt, ...why })',
        replace: 'tombstones.find(generation)',
      },
    ],
  },
  {
    id: 'cookie-left',
    safeguard: 'A cookie that only the server can take away is not said to be cleared',
    patches: [
      {
        file: 'src/engine/leaving/cookie-left.ts',
        find: 'return isInCookie && ',
        replace: 'return false && ',
      },
    ],
  },
  {
    id: 'restore-check',
    safeguard: 'Restore refuses a generation that has a tombstone',
    patches: [
      {
        file: 'src/engine/arriving/restore.ts',
        find: 'device.tombstones.find(generation, sessionId) !== undefined ||',
        replace: '',
      },
    ],
  },
  {
    id: 'restore-finishes',
    safeguard: 'Restore finishes a logout that was cut off',
    patches: [
      {
        file: 'src/engine/arriving/restore.ts',
        find: 'await dropRecord(engine, record, isOver)',
        replace: "'loggedOutElsewhere'",
      },
      {
        file: 'src/engine/listening/recheck.ts',
        find: `if (record && device.tombstones.find(record.generation, record.sessionId))
    await dropRecord(engine, record);
  else if`,
        replace: 'if',
      },
    ],
  },
  {
    id: 'compare-and-set-commit',
    safeguard: 'Compare-and-set: a sign-in writes nothing once it is signed out',
    patches: [
      {
        file: store,
        find: `generation === generation)
          throw new SupersededError();`,
        replace: 'generation === generation) void 0;',
      },
      {
        file: store,
        find: 'if (waitingEntry(waiting, record)) throw new SupersededError();',
        replace: 'void waiting;',
      },
    ],
  },
  {
    id: 'compare-and-set-refresh',
    safeguard: 'Compare-and-set: a refresh writes nothing once its session is gone',
    patches: [
      {
        file: store,
        find: "if (!stored || tombstones.find(record.generation, record.sessionId)) return 'gone';",
        replace: '',
      },
      {
        file: store,
        find: "if ((stored.version ?? 0) >= (record.version ?? 0)) return 'newer';",
        replace: '',
      },
      {
        file: store,
        find: 'const { storedAt, remember } = stored;',
        replace: 'const { storedAt, remember } = record;',
      },
    ],
  },
  {
    id: 'compare-and-set-clear',
    safeguard: 'Compare-and-set: a logout clears its own generation only',
    patches: [
      {
        file: clearing,
        find: "const isAny = request.generation === '*';",
        replace: "const isAny = request.generation !== '';",
      },
      { file: clearing, find: 'request.isFirst &&', replace: "request.generation === '' &&" },
    ],
  },
  {
    id: 'session-deletion',
    safeguard: 'The logout deletes the session',
    patches: [
      { file: clearing, find: "transaction.delete('session', generation),", replace: '' },
      {
        file: clearing,
        find: "await transaction.delete('session', name);",
        replace: '',
      },
    ],
  },
  {
    id: 'key-deletion',
    safeguard: 'The logout deletes the key',
    patches: [
      { file: clearing, find: "transaction.delete('keys', generation),", replace: '' },
      {
        file: clearing,
        find: "await transaction.delete('keys', name);",
        replace: '',
      },
    ],
  },
  {
    id: 'key-deletion-on-switch',
    safeguard: 'A sign-in deletes the key of the session that it replaces',
    patches: [
      {
        file: store,
        find: `await Promise.all([transaction.empty('session'), transaction.empty('keys')]);
        for (const previous`,
        replace: `await transaction.empty('session');
        for (const previous`,
      },
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
        file: 'src/engine/arriving/seal-session.ts',
        find: '    ticket,\n    everywhereTicket,',
        replace: '    ticket: sessionToken,\n    everywhereTicket,',
      },
    ],
  },
];
