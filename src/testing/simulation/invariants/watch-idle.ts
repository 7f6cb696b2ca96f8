import type { IdleOptions } from '../../../engine/index.js';
import type { AuthView } from '../../../machines/index.js';
import type { PageEventType } from '../../../services/environment.js';
import type { Findings } from '../scenario/findings.js';
import type { Visitor } from '../scenario/visitor.js';
import type { ServerSession } from '../world/simulated-server.js';
import type { Tab } from '../world/tab.js';
import type { World } from '../world/world.js';
import type { Violate } from './violation.js';

/** By how much a page that runs may be late, in ms. */
const SLACK = 1_100;

const wakes: readonly PageEventType[] = ['pageshow', 'resume', 'focus'];

/** Checks the end of sessions whose user is away: neither too late nor too early. */
export class IdleWatch {
  private readonly lastActive = new Map<ServerSession, number>();
  /** Whose tab died while it heard of its user: nobody can tell whether it had noted that. */
  private readonly halfNoted = new Set<ServerSession>();
  /** Whom each tab shows, or hides while it asks whether that session lives: to show it again is no activity. */
  private readonly held = new Map<Visitor, ServerSession>();
  private readonly shown = new Map<Visitor, ServerSession>();

  constructor(
    private readonly world: World,
    private readonly limits: IdleOptions,
    private readonly findings: Findings,
    private readonly visitors: () => readonly Visitor[],
    private readonly violate: Violate,
  ) {}

  onView(visitor: Visitor, view: AuthView): void {
    // The limit begins where the device says so: a server has only told whose page it is.
    const shown = visitor.isOnlyTold() ? undefined : this.sessionIn(view);
    const before = this.shown.get(visitor);
    if (shown) this.shown.set(visitor, shown);
    else this.shown.delete(visitor);
    const held = this.held.get(visitor);
    if (shown) this.held.set(visitor, shown);
    else if (view.ready) this.held.delete(visitor);
    if (shown && shown !== before) {
      this.checkLate(visitor, shown, 0);
      if (shown === held && this.lastActive.has(shown)) return;
      if (visitor.opened.page.visible || !this.lastActive.has(shown)) this.note(shown);
    }
    if (before && view.status === 'loggingOut' && view.reason === 'idle')
      this.checkEarly(visitor, before);
  }

  onPageEvent(type: PageEventType, tab: Tab): void {
    const visitor = this.visitors().find(({ opened }) => opened.tab === tab);
    const shown = visitor && this.shown.get(visitor);
    if (!visitor || !shown) return;
    if (!visitor.isOpen()) return void this.halfNoted.add(shown);
    const isSeen = type === 'visibilitychange' && visitor.opened.page.visible;
    if (isSeen || type === 'pointerdown' || wakes.includes(type)) this.checkLate(visitor, shown, 0);
    if (isSeen || type === 'pointerdown') this.note(shown);
  }

  /** After each task: no page that is awake shows anybody for longer. */
  check(): void {
    const { now } = this.world.scheduler;
    for (const visitor of this.visitors()) {
      const { tab } = visitor.opened;
      if (!visitor.isOpen() || now - (tab.thawedAt ?? 0) < SLACK) continue;
      const shown = this.shown.get(visitor);
      if (shown) this.checkLate(visitor, shown, SLACK);
    }
  }

  private note(session: ServerSession): void {
    this.lastActive.set(session, this.world.scheduler.now);
    this.halfNoted.delete(session);
  }

  private awayFor(session: ServerSession): number {
    const { now } = this.world.scheduler;
    return now - (this.lastActive.get(session) ?? now);
  }

  private checkLate({ name }: Visitor, session: ServerSession, slack: number): void {
    const away = this.awayFor(session);
    if (away >= this.limits.after + slack && away > 0 && this.isKnown(session))
      this.violate(
        'ends-when-idle',
        `${name} shows ${session.id}, whose user has been away for ${away} ms.`,
      );
  }

  private checkEarly({ name }: Visitor, session: ServerSession): void {
    const { after } = this.limits;
    const away = this.awayFor(session);
    // What has ended on the server may end here for whatever reason comes first.
    if (!this.world.server.isActive(session)) return;
    if (away < after - Math.min(5_000, after / 20) && this.isKnown(session))
      this.violate(
        'ends-when-idle',
        `${name} ended ${session.id}, whose user was away for ${away} ms only.`,
      );
  }

  /** Whether tabs and later pages can know of one another's users, and of the time. */
  private isKnown(session: ServerSession): boolean {
    if (this.findings.isApart(session) || this.halfNoted.has(session)) return false;
    return this.world.keepsTombstones() && this.world.clockJumps === 0;
  }

  private sessionIn({ user }: AuthView): ServerSession | undefined {
    return user ? this.world.server.sessionOf(user) : undefined;
  }
}
