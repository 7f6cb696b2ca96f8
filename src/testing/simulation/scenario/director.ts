import type { InitialState } from '../../../engine/index.js';
import type { AuthSnapshot } from '../../../machines/index.js';
import type { ReachWatch } from '../invariants/watch-reach.js';
import type { Grant } from '../../../wire/index.js';
import { PERSONAL } from '../world/markers.js';
import type { NetworkRequest } from '../world/simulated-network.js';
import type { Trace } from '../trace.js';
import type { SimulatedTab, World } from '../world/world.js';
import type { ActionName, ReactionName } from './actions.js';
import { actionNames } from './actions.js';
import { meetClosedTabs } from './closed-tabs.js';
import { CROWD, meetCrowd } from './crowd.js';
import { meetIdleness } from './idleness.js';
import type { Ledger } from './ledger.js';
import { wireHooks } from './hooks.js';
import { pauseAfter } from './pause-after.js';
import type { Profile } from './profile.js';
import type { Promises } from './promises.js';
import type { Stage } from './stage.js';
import { tabActions } from './tab-actions.js';
import { askOnce, drawToldState } from './told-state.js';
import { Visitor } from './visitor.js';
import type { CreateAuth, VisitorWatcher } from './visitor.js';
import { worldActions } from './world-actions.js';

const users = ['1', '22'] as const;

/** What a {@link Director} works with. */
export interface DirectorParts {
  readonly world: World;
  readonly profile: Profile;
  readonly ledger: Ledger;
  readonly promises: Promises;
  readonly createAuth: CreateAuth;
  readonly watcher: VisitorWatcher;
  readonly trace: Trace;
  readonly reach: ReachWatch;
}

/** Takes the actions of a scenario: users, their browser, and what happens to them. */
export class Director implements Stage {
  readonly world: World;
  readonly ledger: Ledger;
  readonly promises: Promises;
  readonly visitors: Visitor[] = [];
  readonly counts: Partial<Record<ActionName | ReactionName, number>> = {};
  isCalm = false;
  readonly isEarly: boolean;
  private actions = 0;

  private readonly profile: Profile;
  private readonly createAuth: CreateAuth;
  private readonly watcher: VisitorWatcher;
  private readonly trace: Trace;
  private readonly reach: ReachWatch;

  constructor(parts: DirectorParts) {
    const { world, profile, ledger, promises, createAuth, watcher, trace, reach } = parts;
    this.world = world;
    this.profile = profile;
    this.ledger = ledger;
    this.promises = promises;
    this.createAuth = createAuth;
    this.watcher = watcher;
    this.trace = trace;
    this.reach = reach;
    this.isEarly = profile.edges.early;
  }

  /** Whether nothing is left to do, however many steps there are. */
  isOver(): boolean {
    return this.actions >= this.profile.steps;
  }

  /** Takes one action at random that is possible now. Returns how long to pause after it, in ms. */
  step(): number {
    this.meetEdges();
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const name = this.alive().length === 0 ? 'openTab' : this.choose();
      if (!this.take(name)) continue;
      this.note(name);
      return pauseAfter(name, this.profile, this.world.random);
    }
    return 0;
  }

  /** Sets the clock and fills the disk where the profile says so. */
  private meetEdges(): void {
    const { clock, fullBefore } = this.profile.edges;
    for (const { beforeAction, skew } of clock?.jumps ?? [])
      if (beforeAction === this.actions) {
        this.trace(() => `*** the clock is wrong by ${skew} ms`);
        this.world.setClock(skew, !clock?.perTab);
      }
    if (fullBefore === this.actions) this.world.disk.room = 0;
    this.perhaps(this.profile.edges.returning, (visitor) => this.giveAgain(visitor));
    this.askForData();
    if (this.profile.edges.idle) meetIdleness(this, this.profile.edges.idle);
    if (this.profile.edges.forgetting > 0) meetClosedTabs(this);
    if (this.profile.edges.crowd > 0) meetCrowd(this, this.profile.edges.crowd);
    this.actions += 1;
  }

  /** An app asks for something of its session, as often as the profile says. False: it does not. */
  protected askForData(): boolean {
    return this.perhaps(this.profile.edges.asking, (visitor) => {
      this.world.faults.note('dataAsked');
      visitor.act('ask for data', () => this.reach.ask(visitor));
    });
  }

  /** Does something in an open tab: so many times of a hundred. False: it did not happen. */
  perhaps(percent: number, run: (visitor: Visitor) => void): boolean {
    const visitor = percent > 0 && this.some((each) => each.isOpen());
    if (!visitor || this.world.random.below(100) >= percent) return false;
    run(visitor);
    return true;
  }

  /**
   * A sign-in of the app's own gives a session that was signed out: the server takes it for alive. False
   * where there is none.
   */
  giveAgain(visitor: Visitor): boolean {
    const { faults, random, server } = this.world;
    const gone = [...this.ledger.departures.values()].filter(
      ({ session }) => session.revokedAt !== null && this.ledger.isTombstoned(session),
    );
    const departure = gone[random.below(gone.length)];
    if (!departure) return false;
    const { session } = departure;
    faults.note('sessionReturns');
    this.trace(() => `*** ${visitor.name}: is given ${session.id} again`);
    const later = random.below(300);
    visitor.act('sign in with', () =>
      this.promises.signInWith(visitor, () =>
        visitor.opened.tab.settle('grant', () => server.grant(session), later),
      ),
    );
    return true;
  }

  /** Users act at the worst moment, too: while a session is being written. */
  react(visitor: Visitor, snapshot: AuthSnapshot): void {
    if (snapshot.matches({ signingIn: 'committing' }))
      this.interrupt('logoutDuringCommit', visitor, 0.1);
  }

  /** … and while a refreshed one is. */
  reactToAnswer({ path, tab }: NetworkRequest): void {
    const visitor = this.visitors.find(({ opened }) => opened.tab === tab);
    if (visitor && path.endsWith('/session/refresh'))
      this.interrupt('logoutDuringRefresh', visitor, 0.3);
  }

  private interrupt(name: ReactionName, visitor: Visitor, probability: number): void {
    if (this.isCalm || !visitor.isOpen() || !this.world.random.chance(probability)) return;
    const who = this.some((each) => each.isOpen()) ?? visitor;
    this.note(name);
    who.act('logout in the middle', () => this.promises.logout(who));
  }

  /** A user whose logout of all sessions waits for the server signs in again. */
  comeBack(visitor: Visitor, email: string): void {
    if (this.isCalm || !visitor.isOpen() || !this.world.random.chance(0.5)) return;
    this.note('signInAfterQueuedLogout');
    const methodId = this.world.server.sendCode(email);
    visitor.opened.tab.post(
      'sign in again',
      () => this.promises.signIn(visitor, methodId, false),
      this.world.random.between(0, 6_000),
    );
  }

  private note(name: ActionName | ReactionName): void {
    this.counts[name] = (this.counts[name] ?? 0) + 1;
  }

  open(opened: SimulatedTab = this.world.openTab()): Visitor {
    const { idle, finds } = this.profile.edges;
    const limits = idle && { after: idle.after, warnBefore: idle.warnBefore };
    const initialState = this.stateFor(opened);
    const options = { ...(limits && { idle: limits }), ...(initialState && { initialState }) };
    const ask = () => this.findSession(opened);
    const find = finds ? ask : initialState?.user ? askOnce(ask) : undefined;
    const visitor = new Visitor(opened, this.createAuth, this.watcher, options, find);
    this.visitors.push(visitor);
    wireHooks(visitor, this.world, this.profile);
    return visitor;
  }

  /** What a server says to a page that opens. */
  private stateFor({ tab }: SimulatedTab): InitialState | undefined {
    const { ledger, world } = this;
    const told = this.profile.edges.tells ? drawToldState(ledger, world.random) : undefined;
    if (!told) return undefined;
    world.faults.note('stateTold');
    if (told.session) ledger.findings.tell(tab, told.session);
    return told.state;
  }

  /** Asks the server whose session the browser's cookie is. */
  private async findSession({ environment, tab }: SimulatedTab): Promise<Grant | null> {
    const response = await environment.fetch('/api/auth/session');
    if (response.status === 401) return null;
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    const grant = (await response.json()) as Grant;
    const session = this.world.server.sessions.get(grant.sessionId ?? '');
    if (this.profile.edges.finds) this.world.faults.note('sessionFound');
    if (session) this.ledger.findings.find(tab, session);
    return grant;
  }

  /** Whether there is room for one more tab. */
  mayOpen(): boolean {
    const { tabs, edges } = this.profile;
    return this.alive().length < (edges.crowd > 0 ? CROWD : tabs);
  }

  /** The tabs that are alive. */
  alive(): Visitor[] {
    return this.visitors.filter((visitor) => visitor.isAlive());
  }

  private choose(): ActionName {
    const { random } = this.world;
    const total = actionNames.reduce((sum, name) => sum + this.profile.weights[name], 0);
    let left = random.next() * total;
    for (const name of actionNames) {
      left -= this.profile.weights[name];
      if (left < 0) return name;
    }
    return 'signIn';
  }

  some(filter: (visitor: Visitor) => boolean): Visitor | null {
    const candidates = this.visitors.filter(filter);
    return candidates[this.world.random.below(candidates.length)] ?? null;
  }

  private take(name: ActionName): boolean {
    const open = this.some((visitor) => visitor.isOpen());
    const happen = worldActions[name];
    if (happen) return happen(this);
    if (!open) return false;
    this.say(name, open);
    return tabActions[name]?.(this, open) !== false;
  }

  /** From now on nothing goes wrong, every tab is awake, and the user opens one more. */
  calm(): void {
    this.isCalm = true;
    this.world.faults.heal();
    if (!this.profile.edges.staysFull) this.world.disk.room = null;
    for (const visitor of this.visitors) {
      visitor.opened.tab.crashAtCall = null;
      if (!visitor.isOpen()) this.wakeUp(visitor);
    }
    this.world.setOnline(true);
    this.say('opens in the quiet period', this.open());
  }

  /** Ends the sleep of a tab, as its browser does: with events. */
  wakeUp({ opened: { tab, page } }: Visitor): void {
    const wasCached = tab.life === 'cached';
    tab.thaw();
    page.visible = true;
    tab.post('wake', () => page.fire(wasCached ? 'pageshow' : 'resume'));
    page.post('visibilitychange');
  }

  someAddress(): string {
    return `a@${PERSONAL}-${this.world.random.pick(users)}`;
  }

  signIn(visitor: Visitor): void {
    const { server, random } = this.world;
    const email = this.someAddress();
    if (random.chance(0.3)) {
      visitor.act('send code', () => this.promises.sendCode(visitor, email));
      return;
    }
    const methodId = server.sendCode(email);
    const wrong = random.chance(0.1);
    visitor.act('sign in', () => this.promises.signIn(visitor, methodId, wrong));
  }

  say(what: string, visitor: Visitor): void {
    this.trace(() => `*** ${visitor.name}: ${what}`);
  }
}
