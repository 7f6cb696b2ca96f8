import type { AuthSnapshot } from '../../../machines/index.js';
import type { LogoutScope } from '../../../machines/index.js';
import type { ServerSession } from '../world/simulated-server.js';
import type { Tab } from '../world/tab.js';
import type { World } from '../world/world.js';
import { Findings } from './findings.js';

/** A session that its user wants to be gone. */
export interface Departure {
  readonly session: ServerSession;
  readonly generation: string | null;
  readonly by: Tab;
  readonly scope: LogoutScope;
  /** In tasks of the world. */
  readonly askedAtTask: number;
  /** ms since the epoch. */
  readonly askedAt: number;
  /** Whether no tab opened later may restore it: it has a tombstone, or should have. */
  fenced: boolean;
  /** Since which task: a tab that had opened before may have read it already. */
  fencedAtTask: number;
  /** Whether the tombstone and the session's ticket were on disk: no crash can lose it. */
  readonly durable: boolean;
  /** Whether the tab held its token: without tickets nobody else can revoke it. */
  readonly wasHeld: boolean;
  /** How often the clock had been set when the user asked. */
  readonly clockJumps: number;
  /** The tabs that were told of it. */
  readonly heard: Set<Tab>;
}

/** A sign-in, from the call to its promise. */
export interface SignIn {
  readonly tab: Tab;
  readonly methodId: string;
  outcome: 'open' | 'resolved' | 'rejected';
}

/** What the users asked for, as the simulation saw it: the engine is held against it. */
export class Ledger {
  /** Which session each generation stands for. */
  readonly sessions = new Map<string, ServerSession>();
  readonly generations = new Map<string, string>();
  /** Which generation each key was stored for. */
  readonly keys = new Map<string, string>();
  readonly departures = new Map<string, Departure>();
  readonly everywhere: Departure[] = [];
  /** When all sessions of which users were logged out in a call that killed its tab. */
  readonly cutOff: { readonly userId: string; readonly askedAt: number }[] = [];
  readonly signIns: SignIn[] = [];
  /** By which codes sessions begin that are not to be remembered. */
  readonly forgotten = new Set<string>();
  readonly findings: Findings;
  /** Sessions whose stored record was damaged, or that the server ended by itself. */
  readonly damaged = new Set<string>();
  /** Generations that were reported as cleared. */
  readonly cleared = new Set<string>();

  /** Generations that some tab could not clear in time. */
  readonly notCleared = new Set<string>();
  /** Sessions that were on disk at some time, in a transaction that was complete. */
  readonly everStored = new Set<string>();
  /** Generations whose revocation was on disk at some time, in a transaction that was complete. */
  readonly everQueued = new Set<string>();

  constructor(private readonly world: World) {
    this.findings = new Findings(world, this.signIns);
  }

  /** Learns which session a generation stands for. */
  learn({ context }: AuthSnapshot): void {
    for (const shown of [context.session, context.arriving]) {
      if (!shown || this.sessions.has(shown.generation)) continue;
      const session = this.world.server.sessionOf(shown.user);
      if (!session) continue;
      this.sessions.set(shown.generation, session);
      this.generations.set(session.id, shown.generation);
    }
  }

  /** The generation that is on disk. */
  storedGeneration(): string | null {
    const [record] = this.world.disk.records('session');
    const generation = (record?.value as { generation?: unknown } | undefined)?.generation;
    return typeof generation === 'string' ? generation : null;
  }

  /** Learns which generation the keys on disk belong to. */
  learnKeys(): void {
    for (const { value } of this.world.disk.records('keys')) {
      const { generation, key } = value as { generation?: unknown; key?: { id?: unknown } };
      if (typeof generation === 'string' && typeof key?.id === 'string')
        this.keys.set(key.id, generation);
    }
  }

  /** The session that is on disk. */
  stored(): ServerSession | undefined {
    return this.sessions.get(this.storedGeneration() ?? '');
  }

  /** Whether the tab that stored the session lived to tell the others. */
  wasAnnounced(): boolean {
    const stored = this.stored();
    return !this.signIns.some(
      ({ tab, methodId }) => methodId === stored?.methodId && !tab.isAlive(),
    );
  }

  /** How many revocations of other sessions wait on disk. */
  waitingOthers(session: ServerSession | undefined): number {
    const own = this.generations.get(session?.id ?? '');
    return this.world.disk.records('revocations').filter(({ key }) => key !== own).length;
  }

  /**
   * Whether a full disk let the session go and did not take its revocation, and a tab has died since:
   * any tab that opens may be the one that clears the disk.
   */
  wasTakenAlong({ generation, askedAtTask }: Departure): boolean {
    const { quotaExceeded, diskFull } = this.world.faults.counts;
    if (!generation || !(quotaExceeded ?? diskFull)) return false;
    if (this.storedGeneration() === generation || this.everQueued.has(generation)) return false;
    return this.world.tabs.some(({ tab }) => tab.diedAt !== null && tab.diedAt >= askedAtTask);
  }

  /** Whether the tombstones of the disk name a session by its public id. */
  isTombstoned({ id }: ServerSession): boolean {
    return this.tombstonesText().includes(`"sessionId":"${id}"`);
  }

  /** Whether the tombstones of the disk forbid a generation. */
  isFenced(generation: string | null): boolean {
    return this.tombstonesText().includes('"*"') || this.isNamed(generation);
  }

  /** Whether they forbid a session to tabs that open: the wildcard means what is on the disk. */
  isForbidden(session: ServerSession): boolean {
    if (this.isNamed(this.generations.get(session.id) ?? null)) return true;
    return this.isTombstoned(session) || (this.stored() === session && this.isFenced(null));
  }

  /** Whether they tell a tab of a departure: the wildcard means what was on the disk. */
  isFor({ generation, session }: Omit<Departure, 'fenced'>, isInMemory: boolean): boolean {
    if (!isInMemory) return this.isFenced(generation);
    return this.isNamed(generation) || this.isTombstoned(session);
  }

  private isNamed(generation: string | null): boolean {
    return generation !== null && this.tombstonesText().includes(`"${generation}"`);
  }

  private tombstonesText(): string {
    const items = [...this.world.disk.localStorage].filter(([key]) => key.includes(':signed-out'));
    return items.map(([, value]) => value).join(' ');
  }

  /** Whether the sign-in that made this session was told to have failed. */
  isRejected({ methodId }: ServerSession): boolean {
    return this.signIns.some(
      (signIn) => signIn.methodId === methodId && signIn.outcome === 'rejected',
    );
  }

  /**
   * Whether this device can tell how long ago a logout was asked for: not when its clock was set
   * since, nor when each tab has a clock of its own.
   */
  knowsAge({ clockJumps }: Departure): boolean {
    return !this.world.clocksDiffer && clockJumps === this.world.clockJumps;
  }

  /** Notes that a session must go. The first call for a session counts. */
  depart(
    session: ServerSession,
    by: Tab,
    scope: LogoutScope,
    { wasStored, wasHeld }: { readonly wasStored: boolean; readonly wasHeld: boolean },
  ): void {
    const generation = this.generations.get(session.id) ?? null;
    const fenced =
      this.isFenced(generation) || this.isTombstoned(session) || this.world.keepsTombstones();
    const departure: Departure = {
      session,
      generation,
      by,
      scope,
      askedAtTask: this.world.scheduler.count,
      askedAt: this.world.scheduler.now,
      fenced,
      fencedAtTask: this.world.scheduler.count,
      // Its own transaction may still be rolled back with its tab, and another tab's logout may be
      // taking the record away at this very moment.
      durable:
        fenced && wasStored && this.everStored.has(session.id) && !this.departures.has(session.id),
      wasHeld,
      clockJumps: this.world.clockJumps,
      heard: new Set(),
    };
    if (scope === 'everywhere' && !this.wishFor(session, by)) this.everywhere.push(departure);
    if (!this.departures.has(session.id)) this.departures.set(session.id, departure);
  }

  /** The wish of a tab's user that all sessions end, this one first. */
  wishFor(session: ServerSession, by: Tab): Departure | undefined {
    return this.everywhere.find((each) => each.session === session && each.by === by);
  }

  /** Notes that a tab was told of every departure that `names` holds for. */
  hear(tab: Tab, names: (departure: Departure) => boolean): void {
    for (const departure of this.departures.values())
      if (names(departure)) departure.heard.add(tab);
  }
}
