import type { Person } from './people.js';
import type { Situation } from './situation.js';

/** Whether a person is signed in to this tab, or on the way in. */
export function isAround({ auth }: Situation, person: Person): boolean {
  if (!auth) return false;
  const { session, arriving, attempt } = auth.context;
  return [session?.generation, arriving?.generation, attempt].includes(person);
}
