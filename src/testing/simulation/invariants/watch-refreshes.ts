import type { AuthView } from '../../../machines/index.js';
import type { PageEventType } from '../../../services/environment.js';
import type { Findings } from '../scenario/findings.js';
import type { Soundness } from '../scenario/soundness.js';
import type { Visitor } from '../scenario/visitor.js';
import type { NetworkRequest } from '../world/simulated-network.js';
import type { ServerRequest, ServerSession } from '../world/simulated-server.js';
import type { Tab } from '../world/tab.js';
import type { World } from '../world/world.js';
import { LATEST_ANSWER } from './check-end.js';
import type { Violate } from './violation.js';

/** Checks how tokens are renewed, and what clocks make of a session. */
export class RefreshWatch {
  constructor(
    private readonly world: World,
    private readonly visitors: () => readonly Visitor[],
    private readonly soundness: Soundness,
    private readonly findings: Findings,
    private readonly violate: Violate,
  ) {}

  onRequest(request: NetworkRequest): void {
    if (!isRefresh(request) || !this.soundness.canCoordinate() || !this.isStored(request.tab))
      return;
    const { server, network, disk } = this.world;
    // A disk that a frozen page holds up keeps nobody from asking.
    if (disk.held.size > 0) return;
    const session = server.byToken(request.bearer);
    const other = network.requests.find(
      (each) =>
        each !== request &&
        isRefresh(each) &&
        !each.settled &&
        isAwakeSince(each) &&
        this.isStored(each.tab) &&
        server.byToken(each.bearer) === session,
    );
    // Known by two names, a session that tabs have found is renewed under each.
    if (session && other && !this.findings.wasFound(session))
      this.violate(
        'one-refresh-in-flight',
        `${request.tab.name} asked for tokens of ${session.id} while ${other.tab.name} was asking.`,
      );
  }

  /** Whether a tab has its session from the disk, or on it. */
  private isStored(tab: Tab): boolean {
    return this.visitorOf(tab)?.auth.getView().storage === 'indexeddb';
  }

  private visitorOf(tab: Tab): Visitor | undefined {
    return this.visitors().find(({ opened }) => opened.tab === tab);
  }

  onReused(session: ServerSession, spentBy: ServerRequest, again: ServerRequest): void {
    const { requests } = this.world.network;
    const request = requests.find((each) => each === spentBy);
    // What a tab that has gone had sent may arrive after the request of the next one.
    if (!requests.some((each) => each === again && isAwakeSince(each))) return;
    if (request?.status !== 200 || !isAwakeSince(request) || !this.soundness.canTakeTurns()) return;
    if (!this.isStored(request.tab)) return;
    this.violate(
      'no-token-twice',
      `A token of ${session.id} came back that ${request.tab.name} has exchanged.`,
    );
  }

  onView({ name }: Visitor, view: AuthView, { user }: AuthView): void {
    const before = user && this.world.server.sessionOf(user);
    if (view.status !== 'loggingOut' || view.reason !== 'expired' || !before) return;
    // Where the server has ended it, and the clock says that it is over, both are reasons.
    if (this.world.server.isActive(before))
      this.violate(
        'no-false-end-by-a-clock',
        `${name} took ${before.id} for expired before its end.`,
      );
  }

  onPageEvent(type: PageEventType, tab: Tab): void {
    const { scheduler, server, clockJumps, clocksDiffer } = this.world;
    // A clock that was set tells a page nothing of its sleep.
    if (!WAKING.includes(type) || clockJumps > 0 || clocksDiffer || tab.freezes === 0) return;
    const visitor = this.visitorOf(tab);
    // One that is put to sleep again before it has woken hears that it is hidden.
    if (!visitor?.opened.page.visible) return;
    const { user } = visitor.auth.getView();
    const shown = user && server.sessionOf(user);
    // Of whom only a server has told it a page does not know the end, until the device answers.
    if (visitor.auth.actor.getSnapshot().context.session === null) return;
    if (!shown || shown.expiresAt + LATEST_ANSWER > scheduler.now) return;
    if (tab.frozenAt < shown.expiresAt && tab.thawedAt === scheduler.now)
      this.violate(
        'nothing-after-its-end',
        `${tab.name} woke up after the end of ${shown.id}, and shows it.`,
      );
  }
}

/** What a page hears first when it wakes up. */
const WAKING: readonly PageEventType[] = ['resume', 'pageshow', 'visibilitychange', 'focus'];

const isRefresh = ({ path }: NetworkRequest): boolean => path.endsWith('/session/refresh');

/** Whether the tab that asked has been awake ever since. */
const isAwakeSince = ({ tab, freezes }: NetworkRequest): boolean =>
  tab.isRunnable() && tab.freezes === freezes;
