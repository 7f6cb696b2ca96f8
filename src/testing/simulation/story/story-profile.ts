import type { Profile } from '../scenario/profile.js';
import type { Story } from './story.js';

/** The world in which a story is told: nothing goes wrong that it does not tell. */
export function storyProfile({ sessionLifetime }: Story, drawn: Profile): Profile {
  return {
    ...drawn,
    tabs: Number.MAX_SAFE_INTEGER,
    faults: {},
    missing: [],
    server: {
      tickets: true,
      ...(drawn.server.jwtLifetime && { jwtLifetime: drawn.server.jwtLifetime }),
      ...(sessionLifetime && { sessionLifetime }),
    },
    guards: 0,
    cleaners: 0,
    edges: {
      strangers: 0,
      clock: null,
      broken: [],
      fullBefore: null,
      staysFull: false,
      early: false,
      returning: 0,
      asking: 0,
      idle: null,
      forgetting: 0,
      finds: false,
      rotating: false,
      crowd: 0,
    },
  };
}
