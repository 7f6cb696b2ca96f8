import type { Fact, FactSource } from './fact.js';
import type { FactId } from './facts/index.js';
import { facts, isFactId } from './facts/index.js';
import type { Situation, Visible } from './situation.js';
import { visibleIn } from './situation.js';

/** One moment of a story, as facts of one's own see it. */
export interface Moment {
  readonly visible: Visible;
  /** Which facts of one's own hold, by id, such as `editsNote` while a note is unsaved. */
  readonly holds: readonly string[];
}

/**
 * Something that a user or the world does to your app alone, such as "a note is edited": it is mixed
 * into the stories of sign-ins and logouts wherever it can happen. `driver.facts` makes it happen.
 */
export interface OwnFact {
  /** How it reads in the name of a path. */
  readonly label: string;
  /** Who makes it happen. Default `user`. */
  readonly by?: Exclude<FactSource, 'engine'>;
  /** When it can happen. Default: while somebody is signed in, unless it holds already. */
  readonly applies?: (moment: Moment) => boolean;
  /**
   * How long it holds afterwards: as long as the `session` (default), as long as the `page`, or for this
   * `step` only.
   */
  readonly lasts?: 'session' | 'page' | 'step';
  /** Which other facts of one's own it ends. */
  readonly ends?: readonly string[];
}

/** Facts of one's own, by id. */
export type OwnFacts = Readonly<Record<string, OwnFact>>;

/** The id of a fact, of the catalogue or of one's own. */
export type FactName = FactId | (string & {});

/** All facts that can happen in a story. */
export type Catalogue = Readonly<Record<string, Fact>>;

/**
 * The catalogue with facts of one's own.
 *
 * @throws TypeError when one has the id of another, or no label.
 */
export function catalogueWith(own: OwnFacts): Catalogue {
  for (const [id, { label, lasts = 'session' }] of Object.entries(own)) {
    if (isFactId(id)) throw new TypeError(`facts: "${id}" is taken. Give your fact another id.`);
    if (typeof label !== 'string')
      throw new TypeError(`facts: "${id}" has no "label": say in words what happens.`);
    if (!['session', 'page', 'step'].includes(lasts))
      throw new TypeError(`facts: "lasts" of "${id}" must be 'session', 'page' or 'step'.`);
  }
  return { ...facts, ...Object.fromEntries(Object.entries(own).map(toFact)) };
}

function toFact([id, own]: [string, OwnFact]): [string, Fact] {
  const applies =
    own.applies ?? (({ visible, holds }: Moment) => visible.isAuthenticated && !holds.includes(id));
  const fact: Fact = {
    label: own.label,
    by: own.by ?? 'user',
    applies: (situation) => situation.auth !== null && applies(momentOf(situation)),
    happens: (situation) => ({ ...situation, holds: heldAfter(situation, id, own) }),
  };
  return [id, fact];
}

const momentOf = (situation: Situation): Moment => ({
  visible: visibleIn(situation),
  holds: situation.holds,
});

function heldAfter({ holds }: Situation, id: string, { lasts, ends = [] }: OwnFact): string[] {
  const left = holds.filter((each) => each !== id && !ends.includes(each));
  return lasts === 'step' ? left : [...left, id].toSorted();
}

/** What of one's own still holds when a fact has happened: a session takes its own with it. */
export function outlive(before: Situation, after: Situation, own: OwnFacts): Situation {
  if (after.holds.length === 0 || visibleIn(before).user === visibleIn(after).user) return after;
  return { ...after, holds: after.holds.filter((id) => own[id]?.lasts === 'page') };
}
