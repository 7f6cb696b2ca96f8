import type { SimulatedTab, World } from '../world/world.js';
import type { Ledger } from './ledger.js';
import type { Promises } from './promises.js';
import type { Visitor } from './visitor.js';

/** What an action of a scenario has at hand: the director, as its actions see it. */
export interface Stage {
  readonly world: World;
  readonly ledger: Ledger;
  readonly promises: Promises;
  readonly visitors: readonly Visitor[];
  /** Whether nothing may go wrong any more. */
  readonly isCalm: boolean;
  /** Whether users log out before the late part of an engine has loaded. */
  readonly isEarly: boolean;
  /** The tabs that are alive. */
  alive(): Visitor[];
  /** Whether there is room for one more tab. */
  mayOpen(): boolean;
  open(opened?: SimulatedTab): Visitor;
  /** Does something in an open tab: so many times of a hundred. False: it did not happen. */
  perhaps(percent: number, run: (visitor: Visitor) => void): boolean;
  some(filter: (visitor: Visitor) => boolean): Visitor | null;
  someAddress(): string;
  signIn(visitor: Visitor): void;
  /** Signs somebody in again by a session that was signed out; false where there is none. */
  giveAgain(visitor: Visitor): boolean;
  say(what: string, visitor: Visitor): void;
  wakeUp(visitor: Visitor): void;
}
