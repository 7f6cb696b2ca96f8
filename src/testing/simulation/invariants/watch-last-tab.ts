import type { AuthView } from '../../../machines/index.js';
import type { Ledger } from '../scenario/ledger.js';
import type { Profile } from '../scenario/profile.js';
import type { Visitor } from '../scenario/visitor.js';
import type { ServerSession } from '../world/simulated-server.js';
import type { World } from '../world/world.js';
import type { Violate } from './violation.js';

/** Checks that a session that is not to be remembered is shown by no page that opens after its last tab. */
export class LastTabWatch {
  private readonly shownIn = new Map<ServerSession, Set<Visitor['opened']>>();

  constructor(
    private readonly world: World,
    private readonly profile: Profile,
    private readonly ledger: Ledger,
    private readonly visitors: () => readonly Visitor[],
    private readonly violate: Violate,
  ) {}

  onView(visitor: Visitor, view: AuthView): void {
    const { name, opened } = visitor;
    // A cookie does not say that its session is not to be remembered: the device does.
    if (visitor.isOnlyTold()) return;
    const session = view.user ? this.world.server.sessionOf(view.user) : undefined;
    if (!session || !this.ledger.forgotten.has(session.methodId)) return;
    const tabs = this.shownIn.get(session) ?? new Set();
    this.shownIn.set(session, tabs);
    const isNew = !tabs.has(opened);
    const isNext = pagesBefore(opened).some((each) => tabs.has(each));
    const { openedAt } = opened.tab;
    const livedThen = ({ tab }: Visitor['opened']) => (tab.diedAt ?? Infinity) >= openedAt;
    const lives = [...tabs].some(livedThen);
    // Its tab was being reloaded: the page that took its place has not shown anybody yet.
    const isReloading = this.visitors().some(
      (other) =>
        livedThen(other.opened) &&
        other.opened.tab.openedAt < openedAt &&
        pagesBefore(other.opened).some((each) => tabs.has(each)),
    );
    // A page that opened while another one lived, or is taking its session over, has its hold, and
    // has not shown anybody yet.
    const isOpening = this.visitors().some(
      (other) =>
        livedThen(other.opened) &&
        other.opened.tab.openedAt < openedAt &&
        isArriving(other.auth.getView()),
    );
    tabs.add(opened);
    // Where there are no locks, a tab that was killed counts as living for as long as its lease.
    const wasFound = this.ledger.findings.wasFound(session);
    const isLast = !lives && !isReloading && !isOpening;
    if (isNew && tabs.size > 1 && !isNext && isLast && !wasFound && this.hasLocks())
      this.violate(
        'ends-with-the-last-tab',
        `${name} shows ${session.id}, and no tab of it was there when it opened.`,
      );
  }

  private hasLocks(): boolean {
    const { missing, edges } = this.profile;
    return !missing.includes('locks') && !edges.broken.includes('locks');
  }
}

const isArriving = ({ ready, status }: AuthView): boolean => !ready || status === 'signingIn';

/** The pages before one, in the same tab: it may have been reloaded before it showed anything. */
function pagesBefore({ before }: Visitor['opened']): Visitor['opened'][] {
  return before ? [before, ...pagesBefore(before)] : [];
}
