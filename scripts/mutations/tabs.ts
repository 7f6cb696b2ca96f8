import type { Mutation } from './mutation.js';

const lifecycle = 'src/services/lifecycle.ts';

/** What keeps tabs and sign-ins in line. */
export const tabMutations: readonly Mutation[] = [
  {
    id: 'public-id',
    safeguard: 'A session that was signed out is known by its public id, whatever brings it back',
    edges: ['returningSessions'],
    patches: [
      {
        file: 'src/services/tombstones.ts',
        find: 'const same = sessionId && all.find((each) => each.sessionId === sessionId);',
        replace: 'const same = undefined;',
      },
    ],
  },
  {
    id: 'public-id-found',
    safeguard: 'A session that was signed out is known by its public id where the backend finds it',
    edges: ['foundSessions'],
    patches: [
      {
        file: 'src/engine/leaving/left-as.ts',
        find: 'if (tombstone?.generation === attempt) return tombstone.raisedFor ?? attempt;',
        replace: '',
      },
      {
        file: 'src/services/session-store.ts',
        find: 'if (tombstones.find(generation, record.sessionId)?.generation === generation)',
        replace: 'if (tombstones.find(generation)?.generation === generation)',
      },
    ],
  },
  {
    id: 'announced-id',
    safeguard:
      'A tab that holds a session in its memory keeps it when another one announces the same',
    edges: ['foundSessions'],
    patches: [
      {
        file: 'src/engine/listening/hearing.ts',
        find: 'if (!isHeldInMemory(engine, message))',
        replace: '',
      },
    ],
    from: 3_001,
  },
  {
    id: 'left-by-id',
    safeguard: 'A logout reaches the tab that knows the session under another generation',
    edges: ['foundSessions'],
    patches: [
      {
        file: 'src/engine/own-name.ts',
        find: '(names.find(isSame) ?? generation)',
        replace: 'generation',
      },
    ],
  },
  {
    id: 'broadcast',
    safeguard: 'The other tabs are told over the channel',
    patches: [
      { file: 'src/services/tabs.ts', find: 'channel?.postMessage(message);', replace: '' },
    ],
  },
  {
    id: 'storage-event',
    safeguard: 'The other tabs hear of a logout by the storage event',
    patches: [
      {
        file: 'src/services/tabs.ts',
        find: 'if (key !== names.tombstones && key !== names.wildcard) return;',
        replace: 'if (key) return;',
      },
    ],
  },
  {
    id: 'pageshow',
    safeguard: 'A page that comes back from the cache checks again',
    patches: [{ file: lifecycle, find: "page.listen('pageshow', onWake),", replace: '' }],
  },
  {
    id: 'resume',
    safeguard: 'A page that was frozen checks again',
    patches: [
      { file: lifecycle, find: "page.listen('resume', onWake),", replace: '' },
      { file: lifecycle, find: 'if (page.isVisible()) onWake();', replace: '' },
    ],
  },
  {
    id: 'wildcard',
    safeguard: 'A logout before the restore signs out whatever is on disk',
    patches: [
      {
        file: 'src/services/tombstones.ts',
        find: "all.find((each) => each.generation === '*')",
        replace: 'undefined',
      },
    ],
  },
  {
    id: 'follower',
    safeguard: 'A tab that hears of a logout finishes a clearing that the acting tab could not',
    patches: [
      {
        file: 'src/engine/leaving/clear.ts',
        find: 'if (follows && !(await store.has(generation))) return undefined;',
        replace: 'if (follows) return undefined;',
      },
    ],
  },
  {
    id: 'refused-second-tab',
    safeguard: 'A second tab that waits for the answer hears that it is a refusal',
    patches: [
      {
        file: 'src/engine/listening/hearing.ts',
        find: "result === 'expired' ? answerAtExpiry(scope) : result",
        replace: "result === 'expired' ? answerAtExpiry(scope) : 'revoked'",
      },
    ],
    from: 23_701,
  },
  {
    id: 'secrets-leave',
    safeguard: 'A tab that only heard of a logout forgets the secrets of that session',
    patches: [
      {
        file: 'src/engine/leaving/clear.ts',
        find: 'if (!input.acting) departures.end(input.generation);',
        replace: '',
      },
    ],
  },
  {
    id: 'user-switch',
    safeguard: "Another tab's sign-in is taken over, through logged out",
    patches: [
      {
        file: 'src/engine/listening/hearing.ts',
        find: "} else if (type === 'signedIn') {",
        replace: "} else if (type === 'signedIn' && generation === '') {",
      },
    ],
  },
  {
    id: 'late-session',
    safeguard: 'A session that arrives after its sign-in was cancelled is revoked',
    patches: [
      {
        file: 'src/engine/arriving/verify.ts',
        find: 'else if (signal.aborted) void giveBack(engine, entered, attempt);',
        replace: '',
      },
    ],
  },
  {
    id: 'cancelled-sign-in',
    safeguard: 'A session whose sign-in failed after it arrived is revoked',
    patches: [
      {
        file: 'src/engine/arriving/sign-in.ts',
        find: 'queueMicrotask(() => void abandonSession(engine, attempt));',
        replace: '',
      },
    ],
  },
  {
    id: 'clear-bound',
    safeguard: 'Clearing the device is bounded',
    patches: [
      {
        file: 'src/machines/states/logging-out.ts',
        find: "after: { clearTimeout: 'failed' },",
        replace: '',
      },
    ],
  },
  {
    id: 'revoke-bound',
    safeguard: 'Telling the server is bounded',
    patches: [
      {
        file: 'src/machines/states/logging-out.ts',
        find: "after: { revokeTimeout: 'queued' },",
        replace: '',
      },
      {
        file: 'src/services/send-revocation.ts',
        find: 'await bounded(clock, timeout, (signal) => backend.revoke(proof, signal));',
        replace: 'await backend.revoke(proof, new AbortController().signal);',
      },
    ],
  },
];
