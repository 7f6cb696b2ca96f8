import { LogoutError, SignInError } from '../../../engine/index.js';
import { delays } from '../../../machines/index.js';
import type { LogoutScope } from '../../../machines/index.js';
import type { Grant } from '../../../wire/index.js';
import type { Violate } from '../invariants/violation.js';
import { CREDENTIAL, findMarker, secrets } from '../world/markers.js';
import type { ServerSession } from '../world/simulated-server.js';
import type { Tab } from '../world/tab.js';
import type { World } from '../world/world.js';
import type { Trace } from '../trace.js';
import type { Ledger, SignIn } from './ledger.js';
import type { Visitor } from './visitor.js';

interface Open {
  readonly what: string;
  readonly tab: Tab;
  readonly since: number;
  readonly frozenBefore: number;
  readonly bound: number;
}

const guardBound = delays.guardTimeout;
const loggingOutBound =
  Math.max(delays.clearTimeout, delays.revokeTimeout, delays.cleanupTimeout + 1_000) + 500;
const restoreBound = delays.restoreTimeout + 500;
const bounds = {
  logout: guardBound + 2 * loggingOutBound,
  signIn:
    restoreBound + guardBound + 2 * loggingOutBound + delays.signInTimeout + delays.commitTimeout,
  // What is under way may be for somebody who wants less: then there is a second refresh.
  tokens: restoreBound + 2 * delays.refreshTimeout + 500,
} as const;

/** Calls the verbs of the engine, and holds their promises against their bounds and their word. */
export class Promises {
  /** Called when a logout of all sessions has to wait for the server. */
  onQueuedEverywhere: (visitor: Visitor, email: string) => void = () => {};
  /** Whether the next session is one that is not to be remembered. */
  isForgotten: () => boolean = () => false;
  private readonly open = new Set<Open>();

  constructor(
    private readonly world: World,
    private readonly ledger: Ledger,
    private readonly violate: Violate,
    private readonly trace: Trace,
  ) {}

  sendCode(visitor: Visitor, email: string): void {
    visitor.auth.sendCode({ email }).then(
      ({ methodId }) => {
        if (visitor.isAlive()) this.signIn(visitor, methodId, false);
      },
      (error: unknown) => this.checkError(error, SignInError),
    );
  }

  signIn(
    visitor: Visitor,
    methodId: string,
    wrong: boolean,
    isForgotten = this.isForgotten(),
  ): void {
    const { ledger, world } = this;
    const code = wrong ? `${CREDENTIAL}-wrong` : world.server.readMail(methodId);
    const signIn: SignIn = { tab: visitor.opened.tab, methodId, outcome: 'open' };
    ledger.signIns.push(signIn);
    const settled = this.track(visitor, 'signIn', bounds.signIn);
    if (isForgotten) ledger.forgotten.add(methodId);
    const remember = !ledger.forgotten.has(methodId);
    visitor.auth.signIn({ methodId, code, ...(!remember && { remember }) }).then(
      () => {
        settled();
        signIn.outcome = 'resolved';
      },
      (error: unknown) => {
        settled();
        signIn.outcome = 'rejected';
        this.checkError(error, SignInError);
      },
    );
  }

  signInWith(visitor: Visitor, run: () => Promise<Grant>): void {
    const settled = this.track(visitor, 'signInWith', bounds.signIn);
    visitor.auth.signInWith(run).then(settled, (error: unknown) => {
      settled();
      this.checkError(error, SignInError);
    });
  }

  readTokens(visitor: Visitor): void {
    const settled = this.track(visitor, 'getSessionTokens', bounds.tokens);
    visitor.auth.getSessionTokens().then(
      (tokens) => {
        settled();
        if (!tokens || !visitor.isAlive()) return;
        const { isAuthenticated, user } = visitor.auth.getView();
        const shown = user ? this.world.server.sessionOf(user) : undefined;
        if (!isAuthenticated || shown !== this.world.server.byToken(tokens.sessionToken))
          this.violate(
            'promises-tell-the-truth',
            `${visitor.name} was handed the tokens of a session that it does not show.`,
          );
      },
      (error: unknown) => {
        settled();
        this.violate('no-unhandled-error', `getSessionTokens() rejected: ${String(error)}`);
      },
    );
  }

  logout(visitor: Visitor, scope: LogoutScope = 'session'): void {
    const { ledger, violate } = this;
    const { tab } = visitor.opened;
    const before = visitor.auth.actor.getSnapshot();
    const isAsked = before.matches({ authenticated: { intent: 'confirmingLogout' } });
    const unguarded = !before.matches('authenticated') || (visitor.guards === 0 && !isAsked);
    const leaving = this.leaving(visitor);
    const wasStored = leaving !== undefined && ledger.stored() === leaving;
    const settled = this.track(visitor, 'logout', bounds.logout);
    const shown = this.shownSession(visitor);
    const refusable = scope === 'everywhere' && !shown;
    if (!shown && !refusable) ledger.findings.logOutUnshown(tab);
    const promise = scope === 'session' ? visitor.auth.logout() : visitor.auth.logoutEverywhere();
    const starts = unguarded && !refusable;
    const wasHeld = (shown ?? before.context.arriving) !== null;

    if (tab.isAlive() && starts && visitor.auth.getView().user !== null && scope === 'session')
      violate('logged-out-in-the-same-tick', `${tab.name} shows a user after logout() returned.`);
    const left = !visitor.auth.getView().isAuthenticated;
    if (leaving && starts && left && (tab.isAlive() || ledger.isForbidden(leaving)))
      ledger.depart(leaving, tab, scope, { wasStored, wasHeld });
    if (leaving && starts && scope === 'everywhere' && !tab.isAlive())
      ledger.cutOff.push({ userId: leaving.user.id, askedAt: this.world.scheduler.now });

    const asked = this.world.network.requests.length;
    // What the wildcard meant cannot be told where several sessions leave at once.
    const isPlain = (): boolean =>
      wasHeld || (ledger.waitingOthers(leaving) === 0 && this.onlyAsksFor(leaving, asked));
    const wasPlain = isPlain() && !before.matches('loggingOut');
    promise.then(
      () => {
        settled();
        const isGone = left || scope === 'everywhere';
        if (leaving && isGone && starts && visitor.isAlive() && wasPlain && isPlain())
          this.checkTruth(visitor, leaving, scope, wasHeld);
      },
      (error: unknown) => {
        settled();
        this.checkError(error, LogoutError);
        const isQueued = error instanceof LogoutError && error.code === 'revocation_queued';
        if (leaving && isQueued && scope === 'everywhere')
          this.onQueuedEverywhere(visitor, leaving.user.email);
      },
    );
  }

  /** Finds the promises that are late. */
  checkBounds(): void {
    for (const each of this.open) {
      const { tab, since, frozenBefore, bound, what } = each;
      if (!tab.isAlive()) this.open.delete(each);
      else if (tab.isRunnable()) {
        const waited = this.world.scheduler.now - since - (tab.frozenFor - frozenBefore);
        if (waited > bound)
          this.violate('promises-settle', `${what}() of ${tab.name} is open after ${waited} ms.`);
      }
    }
  }

  /** The session that a logout in this tab means. */
  private leaving(visitor: Visitor): ServerSession | undefined {
    const snapshot = visitor.auth.actor.getSnapshot();
    const generation = (this.shownSession(visitor) ?? snapshot.context.arriving)?.generation;
    if (generation) return this.ledger.sessions.get(generation);
    const reads =
      snapshot.matches('initializing') ||
      snapshot.matches({ signingIn: 'adopting' }) ||
      (snapshot.matches('loggingOut') && snapshot.context.adopt);
    return reads ? this.ledger.stored() : undefined;
  }

  /** The statechart's session, unless the app is shown already that another tab logged it out: not while it is in doubt. */
  private shownSession({ auth }: Visitor) {
    const { isAuthenticated, ready } = auth.getView();
    return isAuthenticated || !ready ? auth.actor.getSnapshot().context.session : null;
  }

  /** Whether no revocation of another session was sent since. */
  private onlyAsksFor(session: ServerSession | undefined, since: number): boolean {
    const { network, server } = this.world;
    return network.requests
      .slice(since)
      .every((request) => !request.path.endsWith('/logout') || server.namedBy(request) === session);
  }

  private checkTruth(
    { name, opened }: Visitor,
    session: ServerSession,
    scope: LogoutScope,
    wasHeld: boolean,
  ): void {
    const { server, scheduler } = this.world;
    const departure = this.ledger.departures.get(session.id);
    // Another tab took its revocation along: there was nothing left for this one to find.
    if (
      !wasHeld &&
      departure &&
      departure.by !== opened.tab &&
      this.ledger.wasTakenAlong(departure)
    )
      return;
    // What was rolled back was there for nobody to find.
    const wasThere = wasHeld || (server.givesTickets && this.ledger.everStored.has(session.id));
    if (server.isActive(session) && wasThere)
      this.violate(
        'promises-tell-the-truth',
        `logout() of ${name} resolved, but ${session.id} is still alive on the server.`,
      );
    if (scope === 'session') return;
    const asked = this.ledger.wishFor(session, opened.tab);
    for (const other of server.sessions.values())
      if (
        asked &&
        this.ledger.knowsAge(asked) &&
        other.user.id === session.user.id &&
        other.startedAt < asked.askedAt - 1_000 &&
        server.isActive(other)
      )
        this.violate(
          'promises-tell-the-truth',
          `logoutEverywhere() of ${name} resolved at ${scheduler.elapsed()}, but ${other.id} is still alive.`,
        );
  }

  private checkError(error: unknown, type: new (...args: never[]) => Error): void {
    this.trace(() => `    rejected: ${String(error)}`);
    if (!(error instanceof type))
      this.violate('no-unhandled-error', `A promise rejected with ${String(error)}.`);
    if (findMarker(error, secrets))
      this.violate('secrets-stay-in-the-vault', 'An error holds a secret.');
  }

  private track({ opened: { tab } }: Visitor, what: string, bound: number): () => void {
    const entry: Open = {
      what,
      tab,
      since: this.world.scheduler.now,
      frozenBefore: tab.frozenFor,
      bound,
    };
    this.open.add(entry);
    return () => this.open.delete(entry);
  }
}
