import type { AuthService, FactSource } from './fact.js';
import type { FactName, OwnFacts } from './own-fact.js';
import type { Visible } from './situation.js';

/** One step of a story: what happens, and what must be visible afterwards. */
export interface AuthStep {
  /** The id of the fact: one of the catalogue, or one of your own. */
  readonly fact: FactName;
  /** What happens, in words. */
  readonly label: string;
  /** Who makes it happen. */
  readonly by: FactSource;
  /** The service that is answered, or whose time is over; null for other facts. */
  readonly service: AuthService | null;
  /** What the app must show when everything that follows from the fact has happened. */
  readonly visible: Visible;
  /** The states of the shipped statechart that hold after the step. */
  readonly states: readonly string[];
  /** The transitions that the statechart took. */
  readonly transitions: readonly string[];
  /** Which facts of your own hold after the step. */
  readonly holds: readonly string[];
}

/** A story from the opening of the page on. */
export interface AuthPath {
  /** Such as `authenticated → log out → server down → logged out, revocation queued`. */
  readonly name: string;
  readonly steps: readonly AuthStep[];
  /** The facts of your own that the story was told with. */
  readonly ownFacts: OwnFacts;
}
