import type { InspectionEvent } from 'xstate';
import type { Auth, AuthNotice } from '../../../engine/index.js';
import type { AuthOptions } from '../../../engine/index.js';
import { createBackend, type Backend } from '../../../services/index.js';
import type { AuthSnapshot, AuthView } from '../../../machines/index.js';
import type { Grant } from '../../../wire/index.js';
import type { SimulatedTab } from '../world/world.js';

/** Makes an engine: the shipped `createAuth`, or one under test. */
export type CreateAuth = (options: AuthOptions) => Auth;

/** What a visitor reports. */
export interface VisitorWatcher {
  readonly onView: (visitor: Visitor, view: AuthView, previous: AuthView) => void;
  readonly onSnapshot: (visitor: Visitor, snapshot: AuthSnapshot) => void;
  readonly onNotice: (visitor: Visitor, notice: AuthNotice) => void;
  readonly onInspection: ((event: InspectionEvent) => void) | null;
}

/** One tab with an engine in it. */
export class Visitor {
  readonly auth: Auth;
  /** How many guards it has registered. */
  guards = 0;

  constructor(
    readonly opened: SimulatedTab,
    createAuth: CreateAuth,
    watcher: VisitorWatcher,
    options: Pick<AuthOptions, 'idle' | 'initialState'> = {},
    findSession?: () => Promise<Grant | null>,
  ) {
    this.auth = createAuth({
      publishableKey: 'pk_test_simulation',
      backend: findSession ? withCurrent(opened, findSession) : '/api/auth',
      environment: opened.environment,
      ...options,
      ...(watcher.onInspection && { inspect: watcher.onInspection }),
    });
    let previous = this.auth.getView();
    if (previous.user) watcher.onView(this, previous, unknownView(previous));
    this.auth.subscribe((view) => {
      const before = previous;
      previous = view;
      if (this.isAlive()) watcher.onView(this, view, before);
    });
    this.auth.actor.subscribe((snapshot) => {
      if (this.isAlive()) watcher.onSnapshot(this, snapshot);
    });
    this.auth.on('*', (notice) => {
      if (this.isAlive()) watcher.onNotice(this, notice);
    });
    this.auth.start();
  }

  get name(): string {
    return this.opened.tab.name;
  }

  /** Whether whoever is shown is known by a server's word alone: the device has not answered yet. */
  isOnlyTold(): boolean {
    return this.auth.actor.getSnapshot().context.session === null;
  }

  isAlive(): boolean {
    return this.opened.tab.isAlive();
  }

  isOpen(): boolean {
    return this.opened.tab.life === 'open';
  }

  /** Does something in a task of this tab. */
  act(label: string, run: () => void): void {
    this.opened.tab.post(label, run);
  }
}

/** What would be shown if no server had said anything. */
const unknownView = ({ storage, pendingRevocations }: AuthView): AuthView => ({
  status: 'initializing',
  ready: false,
  isAuthenticated: false,
  user: null,
  idle: null,
  storage,
  pendingRevocations,
});

/** The same backend, which finds a session by the browser's cookie, too. */
const withCurrent = (
  { environment }: SimulatedTab,
  findSession: () => Promise<Grant | null>,
): Backend => ({ ...createBackend('/api/auth', environment.fetch), current: findSession });
