import type { Mutation } from './mutation.js';

/** What keeps the word of a server, which may be old, from showing who has left. */
export const serverStateMutations: readonly Mutation[] = [
  {
    id: 'told-first-view',
    safeguard:
      'The first view shows nobody whom this browser has signed out, whatever the server says',
    edges: ['serverStates'],
    patches: [
      {
        file: 'src/engine/start/first-view.ts',
        find: 'isNobody ? nobody : viewOfState(state)',
        replace: 'isNobody && !state?.user ? nobody : viewOfState(state)',
      },
    ],
  },
  {
    id: 'told-other-tab',
    safeguard: 'A logout in another tab ends what the server has said, before the device was asked',
    edges: ['serverStates'],
    patches: [
      {
        file: 'src/engine/listening/hearing.ts',
        find: 'engine.chart.contradict();',
        replace: '',
      },
      {
        file: 'src/engine/shown-chart.ts',
        find: 'isContradicted ||= isSignedOut();',
        replace: '',
      },
    ],
  },
  {
    id: 'told-another-user',
    safeguard:
      'Between the user whom the server has named and the one on the device nobody is shown',
    edges: ['serverStates'],
    patches: [
      { file: 'src/engine/arriving/reconcile.ts', find: 'chart.contradict();', replace: '' },
    ],
  },
];
