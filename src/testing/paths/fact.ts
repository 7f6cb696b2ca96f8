import type { Services } from '../../machines/services.js';
import type { Situation } from './situation.js';

/** Who makes a fact happen: `engine` facts are defects of a service that no app can cause. */
export type FactSource = 'user' | 'app' | 'server' | 'device' | 'otherTab' | 'time' | 'engine';

/** A service of the shipped statechart. */
export type AuthService = keyof Services;

/** Something that the user or the world does. */
export interface Fact {
  /** How the fact reads in the name of a path. */
  readonly label: string | ((situation: Situation) => string);
  readonly by: FactSource | ((situation: Situation) => FactSource);
  /** The service that this fact is the answer to, or the end of its time. */
  readonly service?: (situation: Situation) => AuthService | null;
  /** Whether the fact can happen now. */
  readonly applies: (situation: Situation) => boolean;
  /** The situation afterwards. */
  readonly happens: (situation: Situation) => Situation;
}

/** What a fact is called in this situation. */
export function labelOf(fact: Fact, situation: Situation): string {
  return typeof fact.label === 'string' ? fact.label : fact.label(situation);
}

/** Who makes a fact happen in this situation. */
export function sourceOf(fact: Fact, situation: Situation): FactSource {
  return typeof fact.by === 'string' ? fact.by : fact.by(situation);
}
