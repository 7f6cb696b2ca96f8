import type { Grant } from './backend.js';
import type { Clock } from './environment.js';
import type { SessionRecord } from './records.js';

/** One instant on this page's two clocks, in ms: the wall clock may be wrong, or be set; the other is never set. */
export interface Moment {
  readonly wall: number;
  readonly monotonic: number;
}

/** For how long a grant holds, in ms from its arrival here: no time of the server's is compared with this device's. */
export interface Lifetime {
  readonly arrived: Moment;
  /**
   * Since when this page has known it, by the clock that nobody sets: where that is later than `arrived`, which is
   * then dated by the wall clock.
   */
  readonly knownSince?: number;
  readonly jwt: number;
  readonly session: number;
}

/** By how much two clocks may differ that measure the same time, in ms. */
const TOLERANCE = 5_000;
/** How long a JWT is taken to live that says nothing of it, in ms. */
const SHORT = 60_000;

/** Now, on both clocks. */
export function momentOf(clock: Clock): Moment {
  const wall = clock.now();
  return { wall, monotonic: clock.monotonic?.() ?? wall };
}

/**
 * When a grant has arrived that was asked for at this moment. The page may have slept over the answer, which
 * the wall clock alone tells: by that a grant is as old as its request.
 */
export function arrivalOf(asked: Moment, clock: Clock): Moment {
  const { wall, monotonic } = momentOf(clock);
  return { wall: Math.min(asked.wall, wall), monotonic };
}

/**
 * The spans of a grant: by its own `issuedAt`, else by its JWT's `iat`. One that tells neither is
 * measured by this device's clock, and its JWT taken to live for a minute at least.
 */
export function lifetimeOf(
  grant: Pick<Grant, 'sessionJwt' | 'issuedAt' | 'jwtExpiresAt' | 'expiresAt'>,
  arrived: Moment,
): Lifetime {
  const { sessionJwt, issuedAt = issuedAtOf(sessionJwt), jwtExpiresAt = 0, expiresAt } = grant;
  const from = issuedAt ?? arrived.wall / 1000;
  const session = (expiresAt - from) * 1000;
  // What is not there does not run out.
  if (!sessionJwt) return { arrived, jwt: Number.MAX_SAFE_INTEGER, session };
  const jwt = (jwtExpiresAt - from) * 1000;
  return { arrived, jwt: issuedAt === undefined ? Math.max(jwt, SHORT) : jwt, session };
}

/**
 * A lifetime that this page did not see begin: dated by the wall clock, which is all that there is of it.
 * Where that says something impossible, or that the session is over, it is {@link unproven}.
 */
export function storedLifetime(
  record: Pick<SessionRecord, 'arrivedAt' | 'jwtLifetime' | 'lifetime'>,
  now: Moment,
): { readonly life: Lifetime; readonly isPast: boolean } {
  const { arrivedAt = 0, jwtLifetime: jwt = 0, lifetime: session = 0 } = record;
  const age = now.wall - arrivedAt;
  const arrived = { wall: arrivedAt, monotonic: now.monotonic - age };
  const life = { arrived, jwt, session, knownSince: now.monotonic };
  const isPlausible = age >= 0 && age < session;
  return { life: isPlausible ? life : unproven(life, now), isPast: !(age < session) };
}

/** A session that is kept because nobody can say whether it lives: its JWT is not relied on. */
export function unproven({ session }: Lifetime, now: Moment): Lifetime {
  return { arrived: now, jwt: 0, session: session > 0 ? session : SHORT };
}

/** How long ago a grant arrived, on each clock. */
function ageOf({ arrived }: Lifetime, now: Moment): Moment {
  return { wall: now.wall - arrived.wall, monotonic: now.monotonic - arrived.monotonic };
}

/** How long ago it may have arrived, in ms: a page that slept has one clock that stood still. No number, where the wall clock went back. */
export function longestAge(life: Lifetime, now: Moment): number {
  const { wall, monotonic } = ageOf(life, now);
  return wall < monotonic - TOLERANCE ? NaN : Math.max(wall, monotonic);
}

/** For how long its JWT is good at least, in ms; negative where that is not known. */
export function jwtLeft(life: Lifetime, now: Moment): number {
  const age = longestAge(life, now);
  return Number.isNaN(age) ? -1 : life.jwt - age;
}

/**
 * Whether its JWT lives for long enough.
 *
 * @param wanted - In ms. Half of its life, where that is not longer than this.
 */
export function isFresh(life: Lifetime, now: Moment, wanted: number): boolean {
  return life.jwt > 0 && jwtLeft(life, now) >= (life.jwt > wanted ? wanted : life.jwt / 2);
}

/**
 * - `live`: the session has not reached its end.
 * - `over`: it has, by the clock that nobody sets.
 * - `doubtful`: it has by the wall clock alone: the page slept, the clock was set, or the page did not see it
 *   arrive. The server knows.
 */
export function sessionState(life: Lifetime, now: Moment): 'live' | 'over' | 'doubtful' {
  const { arrived, knownSince = arrived.monotonic, session } = life;
  if (now.monotonic - knownSince >= session) return 'over';
  const { wall, monotonic } = ageOf(life, now);
  return Math.max(wall, monotonic) < session ? 'live' : 'doubtful';
}

/** How long a session has to live by the clock that nobody sets, in ms. */
export const sessionLeft = ({ arrived, session }: Lifetime, now: Moment): number =>
  session - (now.monotonic - arrived.monotonic);

/** `iat` of a JWT, in Unix seconds. */
function issuedAtOf(jwt = ''): number | undefined {
  try {
    const [, payload = ''] = jwt.split('.');
    const text = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const { iat } = JSON.parse(text) as { iat?: unknown };
    return typeof iat === 'number' && Number.isFinite(iat) ? iat : undefined;
  } catch {
    return undefined;
  }
}
