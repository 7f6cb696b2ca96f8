import type { Profile } from '../scenario/profile.js';
import { createRandom } from '../world/random.js';
import type { Story } from './story.js';

/** In how many stories the app holds a socket, and before how many of a hundred facts it asks for data. */
const ASKING = [0, 30, 80] as const;
/** In how many stories the server gives a new token at each refresh, of one. */
const ROTATING = 0.3;

/**
 * The world in which a story is told: nothing goes wrong that it does not tell. What the app holds of its session,
 * and what kind of server it has, no recording tells: that is drawn.
 */
export function storyProfile(story: Story, seed: number, drawn: Profile): Profile {
  const { sessionLifetime, idle, finds, facts, lacks } = story;
  const { jwtLifetime, cookie = false } = drawn.server;
  const random = createRandom(seed ^ 0x7feb352d);
  const isForgotten = facts.some(({ fact }) => fact === 'signsInForNow');
  return {
    ...drawn,
    tabs: Number.MAX_SAFE_INTEGER,
    faults: {},
    missing: lacks,
    server: {
      tickets: true,
      cookie,
      ...(jwtLifetime && { jwtLifetime }),
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
      asking: random.pick(ASKING),
      idle: idle && { ...idle, acting: 0 },
      forgetting: isForgotten ? 100 : 0,
      finds,
      rotating: random.chance(ROTATING) && !finds,
      crowd: 0,
      tells: false,
    },
  };
}
