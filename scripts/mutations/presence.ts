import type { Mutation } from './mutation.js';

/** What ends a session whose user is away, or whose tabs are all closed. */
export const presenceMutations: readonly Mutation[] = [
  {
    id: 'idle-wake',
    safeguard: 'A page that has slept past the idle limit shows nobody as it wakes',
    edges: ['idle'],
    patches: [
      {
        file: 'src/engine/idling/idle-session.ts',
        find: 'watchLifecycle({ page, onWake: look,',
        replace: 'watchLifecycle({ page, onWake() {},',
      },
    ],
  },
  {
    id: 'idle-next-page',
    safeguard: 'A page that opens after the idle limit shows nobody',
    edges: ['idle'],
    patches: [
      {
        file: 'src/engine/idling/judge-idle.ts',
        find: 'if (limits && activeAt !== undefined',
        replace: 'if (limits && activeAt === null',
      },
    ],
  },
  {
    id: 'idle-shared',
    safeguard: 'Who does something in one tab is active in all',
    edges: ['idle'],
    patches: [
      {
        file: 'src/engine/idling/last-activity.ts',
        find: 'notes.activity.write(activity);',
        replace: '{}',
      },
      {
        file: 'src/engine/idling/last-activity.ts',
        find: "tabs.tell({ type: 'active', ...activity });",
        replace: '',
      },
    ],
  },
  {
    id: 'last-tab',
    safeguard: 'A page that finds no living tab of a session with remember: false ends it',
    edges: ['forgetting'],
    patches: [
      {
        file: 'src/engine/remembering/forgetting.ts',
        find: 'else endStored(device, record);',
        replace: '',
      },
    ],
  },
];
