import type { ServerSession } from '../world/simulated-server.js';
import type { Tab } from '../world/tab.js';
import type { World } from '../world/world.js';
import { storageFaults } from '../world/faults.js';
import { wasRefused } from './was-refused.js';

/** The sessions that tabs have found where the device held none. */
export class Findings {
  private readonly found: { readonly tab: Tab; readonly session: ServerSession }[] = [];
  /** When users last logged out though nobody was shown, in ms since the epoch: whoever is found is meant. */
  private readonly unshown = new Map<Tab, number>();

  /** Whom servers have taken pages for. */
  private readonly told = new Map<Tab, ServerSession>();

  constructor(
    private readonly world: World,
    private readonly signIns: readonly { readonly tab: Tab; readonly methodId: string }[],
  ) {}

  /** A tab was given a session by whom it had asked whose the browser is. */
  find(tab: Tab, session: ServerSession): void {
    this.found.push({ tab, session });
  }

  /** A server has told a page that this session is its user's. */
  tell(tab: Tab, session: ServerSession): void {
    this.told.set(tab, session);
  }

  /** Whether a page was told so: it may know of that session by nothing else. */
  wasTold(session: ServerSession, tab: Tab): boolean {
    return this.told.get(tab) === session;
  }

  /** A tab's user has logged out though nobody was shown there, or one whom only a server has named. */
  logOutUnshown(tab: Tab): void {
    this.unshown.set(tab, this.world.scheduler.now);
  }

  /**
   * A tab whose user had logged out, and not in since, when it or another one has found this session: that
   * was there to be found. Which tab then sends the revocation, that one or another, is all the same: the
   * sender comes first.
   */
  unwantedBy(session: ServerSession, sender: Tab): Tab | undefined {
    return [sender, ...this.unshown.keys()].find((tab) => this.isUnwanted(session, tab));
  }

  private isUnwanted(session: ServerSession, tab: Tab): boolean {
    const hasSignedIn = this.signIns.some(
      (signIn) => signIn.tab === tab && signIn.methodId === session.methodId,
    );
    const loggedOutAt = this.unshown.get(tab);
    if (loggedOutAt === undefined || hasSignedIn) return false;
    if (this.told.has(tab) && session.startedAt <= loggedOutAt) return true;
    return this.has(session, tab) || (this.wasFound(session) && session.startedAt <= loggedOutAt);
  }

  /**
   * Whether tabs have found this session in a browser that keeps nothing: each has it for itself, and
   * cannot know of a logout in another one but by being told.
   */
  isUnknown(session: ServerSession): boolean {
    if (!this.wasFound(session)) return false;
    // A refusal is final: the ticket goes with it. A disk that fails has none.
    const hasTicket =
      this.world.keepsNotes() && !this.wasDisturbed() && !wasRefused(this.world, session);
    return !this.world.keepsTombstones() && !hasTicket;
  }

  /** Whether each tab that has found this session has it for itself, under a generation of its own. */
  isApart(session: ServerSession): boolean {
    return (this.wasDisturbed() || !this.world.keepsSessions()) && this.wasFound(session);
  }

  private wasDisturbed(): boolean {
    return storageFaults.some((kind) => this.world.faults.counts[kind]);
  }

  /** Whether some tab has found it: a cookie does not say that its session is not to be remembered. */
  wasFound(session: ServerSession): boolean {
    return this.found.some((each) => each.session === session);
  }

  private has(session: ServerSession, tab: Tab): boolean {
    return this.found.some((each) => each.tab === tab && each.session === session);
  }
}
