import type { AuthDelay } from '../machines/delays.js';
import type { Backend } from '../services/backend.js';
import type { Outbox } from '../services/outbox.js';
import type { LogoutCleaner, LogoutGuard } from './auth.js';
import type { Device } from './device.js';
import type { Departures } from './leaving/departures.js';
import type { Notices } from './notices.js';
import type { ShownChart } from './shown-chart.js';

/** The nouns that the engine is made of. A function's signature picks those that it uses: {@link With}. */
export interface Engine {
  readonly device: Device;
  readonly chart: ShownChart;
  readonly departures: Departures;
  readonly outbox: Outbox;
  readonly backend: Backend;
  readonly hooks: Hooks;
  readonly notices: Notices;
  readonly timeouts: Timeouts;
}

/** Some of the {@link Engine}'s nouns: what a function can do stands in its signature. */
export type With<Noun extends keyof Engine> = Pick<Engine, Noun>;

/** The app's own functions, which a logout runs. */
export interface Hooks {
  readonly cleaners: Set<{ readonly name: string; readonly run: LogoutCleaner }>;
  readonly guards: Set<{ readonly name: string; readonly run: LogoutGuard }>;
}

/** The bound of every wait, in ms. */
export type Timeouts = Readonly<Record<AuthDelay, number>>;
