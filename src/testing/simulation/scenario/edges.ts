import type { IdleOptions } from '../../../engine/index.js';
import { createRandom } from '../world/random.js';
import type { Random } from '../world/random.js';
import type { FaultKind } from '../world/faults.js';
import type { BreakablePart } from '../world/broken-parts.js';
import { breakableParts } from '../world/broken-parts.js';

/**
 * What happens at the edges of a world: somebody else answers in the backend's place, the device's
 * clock lies, a part of the platform is there and fails, the quota is used up, the user logs out before
 * the engine's late part has loaded, a session that was signed out is given again by a server, the app
 * holds a socket of its session and asks for data, the app has an idle limit and the whole browser sleeps,
 * sessions are not to be remembered and tabs are reloaded, killed and restored, the browser's cookie names
 * a session to the backend, the server gives a new token at each refresh and ends the session whose old one
 * comes back, ten tabs are open and want new tokens at once, pages that open are told by a server who is there,
 * which may be true or long past.
 */
export const edges = [
  'strangers',
  'clocks',
  'brokenParts',
  'fullDisk',
  'earlyLogouts',
  'returningSessions',
  'reach',
  'idle',
  'forgetting',
  'foundSessions',
  'rotating',
  'crowd',
  'serverStates',
] as const;

/** One of {@link edges}. */
export type Edge = (typeof edges)[number];

/** As which fault each of them is counted. */
export const faultOf = {
  strangers: 'strangerAnswers',
  clocks: 'clockLies',
  brokenParts: 'partBroken',
  fullDisk: 'diskFull',
  earlyLogouts: 'loggedOutEarly',
  returningSessions: 'sessionReturns',
  reach: 'dataAsked',
  idle: 'userActs',
  forgetting: 'tabReloaded',
  foundSessions: 'sessionFound',
  rotating: 'tokenRotated',
  crowd: 'tabsCrowd',
  serverStates: 'stateTold',
} as const satisfies Readonly<Record<Edge, FaultKind>>;

/** The edges that every seed may meet, though few do. The other one is met where it is asked for. */
export const usualEdges: readonly Edge[] = edges.filter((edge) => edge !== 'serverStates');
/** How many worlds meet an edge, how many have a crowd of tabs, which takes long, and how many meet one that is asked for. */
const share = { usual: 0.1, crowd: 0.02, askedFor: 0.5 };

/** A wrong clock of the device, in ms: positive is ahead. */
export interface ClockPlan {
  /** How wrong it is from the start. */
  readonly skew: number;
  /** Before which actions it jumps, and how wrong it is then; 0 puts it right. */
  readonly jumps: readonly { readonly beforeAction: number; readonly skew: number }[];
  /** Whether only the tabs opened from then on see a jump, in place of all. */
  readonly perTab: boolean;
  /** Whether the clock that nobody sets stands still in a sleep. */
  readonly stopsInSleep: boolean;
}

/** What an edge adds to a profile. */
export interface EdgePlan {
  /** The probability that somebody else answers a request. */
  readonly strangers: number;
  readonly clock: ClockPlan | null;
  readonly broken: readonly BreakablePart[];
  /** Before which action the quota is used up; null for never. */
  readonly fullBefore: number | null;
  /** Whether there is no more room in the quiet period than what was deleted makes. */
  readonly staysFull: boolean;
  /** Whether who logs out while a page opens does so before the engine's late part has loaded. */
  readonly early: boolean;
  /** Before how many of a hundred actions a session that was signed out is given again. */
  readonly returning: number;
  /** Before how many of a hundred actions an app asks for data of its session; 0: it holds nothing of it. */
  readonly asking: number;
  /** The idle limit of the app, and before how many of a hundred actions somebody uses a tab. */
  readonly idle: (Required<IdleOptions> & { readonly acting: number }) | null;
  /** How many sign-ins of a hundred are not to be remembered. */
  readonly forgetting: number;
  /** Whether the backend is asked whose session the browser's cookie is. */
  readonly finds: boolean;
  /** Whether the server gives a new token at each refresh, and punishes the use of an old one. */
  readonly rotating: boolean;
  /** Before how many of a hundred actions all tabs want new tokens at once; 0: there are few tabs. */
  readonly crowd: number;
  /** Whether pages that open are told by a server who is there. */
  readonly tells: boolean;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const skews = [2 * MINUTE, 10 * MINUTE, 60 * MINUTE, DAY, 10 * DAY] as const;

/** Draws what happens at the edges, out of a stream of its own: the rest of the world stays as it is. */
export function drawEdges(
  seed: number,
  chosen: readonly Edge[] | undefined,
  steps: number,
): EdgePlan {
  const random = createRandom(seed ^ 0x2545f491);
  const met = chosen ?? usualEdges;
  const has = (edge: Edge, usual = share.usual): boolean =>
    random.chance(chosen ? share.askedFor : usual) && met.includes(edge);
  const plan = {
    strangers: has('strangers') ? random.pick([0.05, 0.1, 0.3]) : 0,
    clock: has('clocks') ? drawClock(random, steps) : null,
    broken: has('brokenParts') ? drawBroken(random) : [],
    fullBefore: has('fullDisk') ? random.below(steps) : null,
    staysFull: random.chance(0.5),
    early: has('earlyLogouts'),
    returning: has('returningSessions') ? random.pick([10, 30]) : 0,
    asking: has('reach') ? random.pick([20, 60]) : 0,
    idle: has('idle') ? drawIdle(random) : null,
    forgetting: has('forgetting') ? random.pick([50, 100]) : 0,
    finds: has('foundSessions'),
    rotating: has('rotating'),
    crowd: has('crowd', share.crowd) ? random.pick([10, 30]) : 0,
    tells: has('serverStates'),
  };
  // It is with a crowd of tabs that a server which punishes the use of an old token is hard to please.
  const rotates = plan.rotating || (plan.crowd > 0 && met.includes('rotating'));
  // A backend that is asked whose session a cookie is renews that cookie, and has no tokens to exchange.
  return { ...plan, rotating: rotates && !plan.finds };
}

function drawClock(random: Random, steps: number): ClockPlan {
  const wrong = (): number => random.pick(skews) * random.pick([-1, 1]);
  const jumps = Array.from({ length: random.below(4) }, () => ({
    beforeAction: random.below(steps),
    skew: random.chance(0.4) ? 0 : wrong(),
  }));
  const skew = random.chance(0.6) ? wrong() : 0;
  return { skew, jumps, perTab: random.chance(0.2), stopsInSleep: random.chance(0.5) };
}

function drawIdle(random: Random): EdgePlan['idle'] {
  const after = random.pick([MINUTE, 10 * MINUTE, 60 * MINUTE]);
  return { after, warnBefore: random.pick([0, after / 4]), acting: random.pick([10, 30]) };
}

function drawBroken(random: Random): readonly BreakablePart[] {
  const first = random.pick(breakableParts);
  return random.chance(0.3) ? [first, random.pick(breakableParts)] : [first];
}
