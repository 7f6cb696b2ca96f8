import type { Mutation } from './mutation.js';

const refresh = 'src/engine/arriving/refresh.ts';
const lease = 'src/services/refresh-lease.ts';
const lifetime = 'src/services/lifetime.ts';

/** What keeps refreshes one at a time, and clocks from deciding. */
export const refreshMutations: readonly Mutation[] = [
  {
    id: 'one-refresh',
    safeguard: 'Tabs ask for new tokens one at a time: under a lock, and with a lease',
    patches: [
      { file: refresh, find: 'refreshes.turn.take(signal),', replace: 'Promise.reject(signal),' },
      {
        file: lease,
        find: "if (isHeld(record.lease, lease, clock.now())) return { kind: 'held' };",
        replace: 'void isHeld;',
      },
    ],
  },
  {
    id: 'lease-of-ten',
    safeguard:
      'Of ten tabs that want new tokens at once one asks, by its lease where there are no locks',
    edges: ['crowd', 'rotating'],
    patches: [
      {
        file: lease,
        find: "if (isHeld(record.lease, lease, clock.now())) return { kind: 'held' };",
        replace: 'void isHeld;',
      },
    ],
  },
  {
    id: 'newer-tokens',
    safeguard: 'A tab takes over what another one has stored, and does not ask with an old token',
    edges: ['rotating'],
    patches: [
      {
        file: lease,
        find: "if ((record.version ?? 0) > version) return { kind: 'newer', record };",
        replace: 'void version;',
      },
      {
        file: 'src/engine/arriving/adopt.ts',
        find: 'version <= before.version) return false;',
        replace: 'version >= 0) return false;',
      },
    ],
  },
  {
    id: 'doubtful-end',
    safeguard: 'The wall clock alone ends no session: the server is asked',
    edges: ['clocks'],
    patches: [
      {
        file: lifetime,
        find: "Math.max(wall, monotonic) < session ? 'live' : 'doubtful'",
        replace: "Math.max(wall, monotonic) < session ? 'live' : 'over'",
      },
    ],
  },
  {
    id: 'hidden-in-doubt',
    safeguard:
      'A page that has slept past the end of its session shows nobody until the server was asked',
    patches: [
      {
        file: 'src/engine/arriving/prove.ts',
        find: 'chart.hide(generation, unknownView);',
        replace: '',
      },
    ],
  },
];
