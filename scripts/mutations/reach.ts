import type { Mutation } from './mutation.js';

const fetching = 'src/engine/reach/auth-fetch.ts';

/** What ends with the session, of what the app holds of it. */
export const reachMutations: readonly Mutation[] = [
  {
    id: 'reach-ends',
    safeguard: "The session's signal aborts in the tick in which nobody is shown",
    edges: ['reach'],
    patches: [
      {
        file: 'src/engine/chart.ts',
        find: 'view = next;\n    if (!view.isAuthenticated) reach.abort();',
        replace: 'view = next;\n    if (!view.isAuthenticated) setTimeout(() => reach.abort(), 0);',
      },
    ],
  },
  {
    id: 'late-answer',
    safeguard: 'An answer that comes after the end of its session is kept from the app',
    edges: ['reach'],
    patches: [
      {
        file: fetching,
        find: `  if (session.aborted) {
    void response.body?.cancel().catch(() => {});
    throw new SessionEndedError();
  }`,
        replace: '',
      },
    ],
  },
];
