import type { Ledger } from '../scenario/ledger.js';
import type { Soundness } from '../scenario/soundness.js';
import type { Visitor } from '../scenario/visitor.js';
import type { NetworkRequest } from '../world/simulated-network.js';
import type { ServerRequest, ServerSession } from '../world/simulated-server.js';
import type { World } from '../world/world.js';
import type { Violate } from './violation.js';

/** The wire counts in seconds: a session may be this much younger than a logout of all, in ms. */
const GRANULARITY = 1_500;

/** Checks the revocations that are sent, and what they do. */
export class NetworkWatch {
  /** Pairs that are excused if it turns out that a tab could not write down its claim. */
  private readonly doubles: { readonly session: ServerSession; readonly message: string }[] = [];

  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly visitors: readonly Visitor[],
    private readonly soundness: Soundness,
    private readonly violate: Violate,
  ) {}

  onRequest(request: NetworkRequest): void {
    if (!request.path.endsWith('/logout')) return;
    const session = this.world.server.namedBy(request);
    if (!session) return;
    if (this.soundness.canCoordinate()) this.checkAlone(request, session);
    this.checkWanted(request, session);
  }

  onRevoked(session: ServerSession, request: ServerRequest | null): void {
    // A token says nothing of when the user asked: without tickets this is best effort.
    if (session.revokedBy !== 'everywhere' || !request || request.bearer !== null) return;
    const { everywhere, cutOff } = this.ledger;
    const { id } = session.user;
    const logouts = everywhere.filter((each) => each.session.user.id === id);
    if (logouts.some((each) => !this.ledger.knowsAge(each))) return;
    const asked = [...logouts, ...cutOff.filter(({ userId }) => userId === id)].map(
      ({ askedAt }) => askedAt,
    );
    const sent = this.world.network.requests.findLast((each) => each === request)?.startedAt;
    const transit = this.world.scheduler.now - (sent ?? this.world.scheduler.now);
    if (session.startedAt > Math.max(...asked, 0) + transit + GRANULARITY)
      this.violate(
        'revokes-only-its-own',
        `${session.id} began after its user had logged out everywhere, and was revoked.`,
      );
  }

  private checkAlone(request: NetworkRequest, session: ServerSession): void {
    const { requests } = this.world.network;
    for (const other of requests) {
      if (other === request || other.settled || !other.path.endsWith('/logout')) continue;
      const { tab } = other;
      const inFlight = tab.isRunnable() && tab.freezes === other.freezes;
      if (inFlight && this.world.server.namedBy(other) === session)
        this.doubles.push({
          session,
          message: `${request.tab.name} sent the revocation of ${session.id} while ${tab.name} was sending it.`,
        });
    }
  }

  /**
   * After each task: who could not clear the device, frozen too long, could not claim either. And a session
   * that tabs have found is known under two names where one of them had it already: each has its revocation.
   */
  check(): void {
    if (this.doubles.length === 0) return;
    for (const { session, message } of this.doubles.splice(0)) {
      const generation = this.ledger.generations.get(session.id) ?? '';
      const isTwice = this.ledger.findings.wasFound(session);
      if (!isTwice && !this.ledger.notCleared.has(generation))
        this.violate('one-request-in-flight', message);
    }
  }

  /** A session that is in use, and that nobody wanted to end, must not be revoked. */
  private checkWanted({ tab, body }: NetworkRequest, session: ServerSession): void {
    const { ledger, world } = this;
    if (ledger.departures.has(session.id) || ledger.damaged.has(session.id)) return;
    if (ledger.isRejected(session)) return;
    if (!world.server.isActive(session) || String(body['ticket']).includes('.everywhere.')) return;
    const shown = this.visitors.some(({ auth, opened }) => {
      const { user, storage } = auth.getView();
      if (!opened.tab.isAlive() || !user) return false;
      return storage === 'memory' && world.server.sessionOf(user) === session;
    });
    const stored = ledger.stored();
    // Held under two names, it leaves with the one that somebody else's sign-in has replaced.
    const isReplaced = stored && stored !== session && ledger.findings.wasFound(session);
    const by = isReplaced ? tab : ledger.findings.unwantedBy(session, tab);
    if (by) return ledger.depart(session, by, 'session', { wasStored: false, wasHeld: true });
    if (shown || stored === session)
      this.violate(
        'revokes-only-its-own',
        `${tab.name} asked to revoke ${session.id}, which nobody had logged out.`,
      );
  }
}
