import { diskMutations } from './disk.js';
import type { Mutation } from './mutation.js';
import { outboxMutations } from './outbox.js';
import { presenceMutations } from './presence.js';
import { reachMutations } from './reach.js';
import { refreshMutations } from './refreshes.js';
import { serverStateMutations } from './server-states.js';
import { tabMutations } from './tabs.js';

export type { Mutation } from './mutation.js';

/** Every safeguard that is taken away to see whether the simulation notices. */
export const mutations: readonly Mutation[] = [
  ...diskMutations,
  ...outboxMutations,
  ...tabMutations,
  ...reachMutations,
  ...presenceMutations,
  ...refreshMutations,
  ...serverStateMutations,
];
