import type { AuthSnapshot, AuthView } from '../../../machines/index.js';
import type { Ledger } from '../scenario/ledger.js';
import type { Visitor } from '../scenario/visitor.js';
import { findMarker, secrets } from '../world/markers.js';
import type { ServerSession } from '../world/simulated-server.js';
import type { Tab } from '../world/tab.js';
import type { World } from '../world/world.js';
import type { Violate } from './violation.js';

interface Shown {
  readonly view: AuthView;
  readonly session: ServerSession | undefined;
}

/** Checks what each tab shows, whenever it changes. */
export class ViewWatch {
  /** The context of each tab's machine that was searched last: most steps leave it as it is. */
  private readonly contexts = new Map<Visitor, unknown>();
  /** What each tab showed last. */
  private readonly shown = new Map<Visitor, Shown>();

  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly violate: Violate,
  ) {}

  onView(visitor: Visitor, view: AuthView, previous: AuthView): void {
    const shown = this.sessionIn(view);
    const before = this.sessionIn(previous);
    const { name } = visitor;
    if (findMarker(view, secrets))
      this.violate('secrets-stay-in-the-vault', `A view of ${name} holds a secret.`);
    if (shown && before && shown !== before)
      this.violate(
        'switch-through-logged-out',
        `${name} went from ${before.id} to ${shown.id} directly.`,
      );
    if (shown && shown !== before) this.checkArrival(visitor, shown);
    const left = before ?? this.doubtedIn(visitor, previous);
    if (left && view.status === 'loggingOut') this.noteDeparture(visitor, left, view.reason);
  }

  /** Whom a tab does not show while it asks whether that session is over: it may leave all the same. */
  private doubtedIn({ auth }: Visitor, { ready }: AuthView): ServerSession | undefined {
    const { departing } = auth.actor.getSnapshot().context;
    return ready ? undefined : this.ledger.sessions.get(departing ?? '');
  }

  onSnapshot(visitor: Visitor, snapshot: AuthSnapshot): void {
    const { context } = snapshot;
    if (this.contexts.get(visitor) === context) return;
    this.contexts.set(visitor, context);
    this.ledger.learn(snapshot);
    if (findMarker(context, secrets))
      this.violate('secrets-stay-in-the-vault', `The machine of ${visitor.name} holds a secret.`);
    this.noteWish(visitor, context);
  }

  /** What a guard let go is a wish, though the view had heard of another tab's logout before. */
  private noteWish(
    { opened: { tab } }: Visitor,
    { departing, reason, scope }: AuthSnapshot['context'],
  ): void {
    const session = this.ledger.sessions.get(departing ?? '');
    if (!session || reason !== 'logout' || scope !== 'everywhere') return;
    const wasStored = this.ledger.stored() === session;
    this.ledger.depart(session, tab, scope, { wasStored, wasHeld: true });
  }

  /** A tab that dies in the middle of a logout has logged out, if its tombstone is there. */
  onCrash(visitor: Visitor | undefined): void {
    if (!visitor) return;
    const { departing, scope } = visitor.auth.actor.getSnapshot().context;
    const session = departing === null ? undefined : this.ledger.sessions.get(departing);
    // A wish that went ahead after its guard, in the very step in which the tab died, was a wish.
    if (session && scope === 'everywhere')
      this.ledger.cutOff.push({ userId: session.user.id, askedAt: this.world.scheduler.now });
    if (session && this.ledger.isForbidden(session))
      this.ledger.depart(session, visitor.opened.tab, scope, {
        wasStored: this.ledger.storedGeneration() === departing,
        wasHeld: true,
      });
  }

  /** After each task: who was told of a logout must not show its user any more. */
  checkHearers(visitors: readonly Visitor[]): void {
    if (this.ledger.departures.size === 0) return;
    for (const visitor of visitors) {
      if (!visitor.isOpen()) continue;
      const shown = this.shownBy(visitor);
      const departure = shown && this.ledger.departures.get(shown.id);
      if (departure?.heard.has(visitor.opened.tab))
        this.violate(
          'no-resurrection',
          `${visitor.name} was told that ${shown?.id} is signed out, and still shows it.`,
        );
    }
  }

  private shownBy(visitor: Visitor): ServerSession | undefined {
    const view = visitor.auth.getView();
    const before = this.shown.get(visitor);
    if (before?.view === view) return before.session;
    const session = this.sessionIn(view);
    this.shown.set(visitor, { view, session });
    return session;
  }

  /** What a tab shows now. */
  shownIn(tab: Tab, visitors: readonly Visitor[]): ServerSession | undefined {
    const visitor = visitors.find(({ opened }) => opened.tab === tab);
    return visitor && this.sessionIn(visitor.auth.getView());
  }

  sessionIn({ user }: AuthView): ServerSession | undefined {
    return user ? this.world.server.sessionOf(user) : undefined;
  }

  private checkArrival(visitor: Visitor, shown: ServerSession): void {
    const { name, opened } = visitor;
    const { tab } = opened;
    if (this.ledger.isTombstoned(shown))
      this.violate(
        'tombstones-know-the-session',
        `${name} shows ${shown.id}, whose public id has a tombstone.`,
      );
    const departure = this.ledger.departures.get(shown.id);
    if (!departure) return;
    // A page that has no tombstone to read at its start believes the server, until the device answers.
    const isOnlyTold = visitor.isOnlyTold();
    if (departure.by === tab)
      this.violate('no-resurrection', `${name} shows ${shown.id} again, which it logged out.`);
    else if (
      departure.fenced &&
      tab.openedAt > departure.fencedAtTask &&
      !this.ledger.findings.isUnknown(shown) &&
      !(isOnlyTold && this.ledger.findings.wasTold(shown, tab))
    )
      this.violate(
        'no-resurrection',
        `${name} was opened after the logout of ${shown.id}, and shows it.`,
      );
  }

  private noteDeparture(visitor: Visitor, session: ServerSession, reason: string): void {
    const { context } = visitor.auth.actor.getSnapshot();
    const switching = reason === 'userSwitched' && context.arriving !== null;
    if (reason !== 'logout' && reason !== 'idle' && !switching) return;
    const wasStored = this.ledger.stored() === session;
    // Where a view is ahead of its machine, that still holds the wish which a guard has refused.
    const scope = reason === 'logout' ? context.scope : 'session';
    // A page that opens may have found it first: it has no token, and the others only follow.
    // What only a server has told it leaves with whatever is on the disk.
    const wasHeld = reason !== 'idle' && context.departing !== '*';
    this.ledger.depart(session, visitor.opened.tab, scope, { wasStored, wasHeld });
  }
}
