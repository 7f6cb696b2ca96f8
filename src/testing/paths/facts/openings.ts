import type { Fact } from '../fact.js';
import type { World } from '../situation.js';
import { open } from '../statechart.js';
import { change } from '../unfold.js';

const opening = (label: string, world: Partial<World>): Fact => ({
  label,
  by: 'user',
  applies: ({ auth }) => auth === null,
  happens: (situation) => change({ ...situation, auth: open(), taken: [] }, world),
});

/** How a story begins: somebody opens the page. */
export const openings = {
  opensSignedIn: opening('authenticated', { disk: 'ada' }),
  opensSignedOut: opening('logged out', {}),
  opensSlowlySignedIn: opening('loading a session', { disk: 'ada', storage: 'silent' }),
  opensSlowlySignedOut: opening('loading, nobody signed in', { storage: 'silent' }),
};
