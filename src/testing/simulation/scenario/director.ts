import type { AuthSnapshot } from '../../../machines/index.js';
import type { ServerSession } from '../world/simulated-server.js';
import { PERSONAL } from '../world/markers.js';
import type { NetworkRequest } from '../world/simulated-network.js';
import type { World } from '../world/world.js';
import type { ActionName, ReactionName } from './actions.js';
import { actionNames } from './actions.js';
import type { Ledger } from './ledger.js';
import { wireHooks } from './hooks.js';
import type { Profile } from './profile.js';
import type { Promises } from './promises.js';
import { Visitor } from './visitor.js';
import type { CreateAuth, VisitorWatcher } from './visitor.js';

const users = ['1', '22'] as const;

/** Takes the actions of a scenario: users, their browser, and what happens to them. */
export class Director {
  readonly visitors: Visitor[] = [];
  readonly counts: Partial<Record<ActionName | ReactionName, number>> = {};
  private isCalm = false;

  constructor(
    private readonly world: World,
    private readonly profile: Profile,
    private readonly ledger: Ledger,
    private readonly promises: Promises,
    private readonly createAuth: CreateAuth,
    private readonly watcher: VisitorWatcher,
    private readonly trace: (line: string) => void,
  ) {}

  /** Takes one action at random that is possible now. Returns how long to pause after it, in ms. */
  step(): number {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const name = this.alive().length === 0 ? 'openTab' : this.choose();
      if (!this.take(name)) continue;
      this.note(name);
      return this.pauseAfter(name);
    }
    return 0;
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

  private pauseAfter(name: ActionName): number {
    const { random } = this.world;
    if (name === 'wait') return random.between(500, 60_000);
    if (name === 'letJwtAge') return random.between(265_000, 305_000);
    if (name === 'letSessionExpire') return this.profile.server.sessionLifetime ?? 0;
    const luck = random.next();
    if (luck < 0.55) return 0;
    if (luck < 0.8) return random.between(1, 300);
    return luck < 0.95 ? random.between(300, 6_000) : random.between(6_000, 40_000);
  }

  open(): Visitor {
    const opened = this.world.openTab();
    const visitor = new Visitor(opened, this.createAuth, this.watcher);
    this.visitors.push(visitor);
    wireHooks(visitor, this.world, this.profile);
    return visitor;
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

  private some(filter: (visitor: Visitor) => boolean): Visitor | null {
    const candidates = this.visitors.filter(filter);
    return candidates[this.world.random.below(candidates.length)] ?? null;
  }

  private take(name: ActionName): boolean {
    const { world } = this;
    const open = this.some((visitor) => visitor.isOpen());
    if (name === 'openTab') {
      if (this.alive().length >= this.profile.tabs) return false;
      this.say('opens', this.open());
      return true;
    }
    if (this.takeWithoutTab(name)) return true;
    if (name === 'thawTab' || name === 'uncacheTab') {
      const asleep = this.some(
        ({ opened: { tab } }) => tab.life === (name === 'thawTab' ? 'frozen' : 'cached'),
      );
      if (!asleep) return false;
      this.wakeUp(asleep);
      return true;
    }
    if (!open) return false;
    const { tab, page } = open.opened;
    this.say(name, open);
    switch (name) {
      case 'closeTab':
        open.act('close', () => world.close(open.opened));
        return true;
      case 'crashTab':
        world.crash(tab);
        return true;
      case 'crashTabSoon':
        tab.crashAtCall = tab.calls + world.random.between(1, 30);
        return true;
      case 'freezeTab':
        page.visible = false;
        page.fire('visibilitychange');
        tab.freeze(false);
        return true;
      case 'cacheTab':
        open.act('cache', () => {
          page.fire('pagehide');
          tab.post('cached', () => {
            if (!this.isCalm) tab.freeze(true);
          });
        });
        return true;
      case 'lookAtTab':
        page.visible = true;
        page.post('visibilitychange');
        page.post('focus');
        return true;
      default:
        return this.takeAsUser(name, open);
    }
  }

  private takeAsUser(name: ActionName, visitor: Visitor): boolean {
    const { world, promises } = this;
    switch (name) {
      case 'signIn':
        if (visitor.auth.getView().isAuthenticated) return false;
        this.signIn(visitor);
        return true;
      case 'signInAgain':
        this.signIn(visitor);
        return true;
      case 'logoutSoonAfterSignIn':
        this.signIn(visitor);
        visitor.opened.tab.post(
          'logout',
          () => promises.logout(visitor),
          world.random.pick([0, 0, 10, 100, 300]),
        );
        return true;
      case 'logout':
        visitor.act('logout', () => promises.logout(visitor));
        return true;
      case 'logoutTwice':
        visitor.act('logout', () => {
          promises.logout(visitor);
          promises.logout(visitor);
        });
        return true;
      case 'logoutInAllTabs':
        for (const each of this.visitors)
          if (each.isOpen())
            each.act('logout', () =>
              promises.logout(each, world.random.chance(0.4) ? 'everywhere' : 'session'),
            );
        return true;
      case 'logoutWhileOpening': {
        if (this.alive().length >= this.profile.tabs) return false;
        const opened = this.open();
        opened.act('logout', () => promises.logout(opened));
        return true;
      }
      case 'logoutEverywhere':
        visitor.act('logout everywhere', () => promises.logout(visitor, 'everywhere'));
        return true;
      case 'readTokens':
        visitor.act('read tokens', () => promises.readTokens(visitor));
        return true;
      default:
        return false;
    }
  }

  private takeWithoutTab(name: ActionName): boolean {
    const { world, ledger } = this;
    switch (name) {
      case 'wait':
      case 'letJwtAge':
      case 'letSessionExpire':
        return true;
      case 'signInOnAnotherDevice':
        world.server.signInElsewhere(this.someAddress());
        return true;
      case 'goOffline':
        world.setOnline(false);
        return true;
      case 'goOnline':
        world.setOnline(true);
        return true;
      case 'loseConnections':
        for (const { databases, tab } of world.tabs) if (tab.isAlive()) databases.loseConnections();
        return true;
      case 'corruptRecord':
        return this.corrupt();
      case 'revokeElsewhere': {
        const stored = ledger.stored();
        if (!stored) return false;
        ledger.damaged.add(stored.id);
        world.server.revoke(stored, 'administrator');
        return true;
      }
      default:
        return false;
    }
  }

  private corrupt(): boolean {
    const record = this.world.disk.records().find(({ store }) => store === 'session');
    const stored: ServerSession | undefined = this.ledger.stored();
    const sealed = (record?.value as { sealed?: { data?: unknown } } | undefined)?.sealed?.data;
    if (!stored || !(sealed instanceof ArrayBuffer)) return false;
    const bytes = new Uint8Array(sealed);
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    this.ledger.damaged.add(stored.id);
    return true;
  }

  /** From now on nothing goes wrong, every tab is awake, and the user opens one more. */
  calm(): void {
    this.isCalm = true;
    this.world.faults.heal();
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

  private someAddress(): string {
    return `a@${PERSONAL}-${this.world.random.pick(users)}`;
  }

  private signIn(visitor: Visitor): void {
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

  private say(what: string, visitor: Visitor): void {
    this.trace(`*** ${visitor.name}: ${what}`);
  }
}
