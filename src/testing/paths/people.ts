import type { User } from '../../machines/index.js';

/** The two people of every generated story: Ada, and Grace who shares the device with her. */
export type Person = 'ada' | 'grace';

/** Who Ada and Grace are. Made up; their addresses can reach nobody. */
export const people: Readonly<Record<Person, User>> = {
  ada: {
    id: 'user_ada',
    email: 'ada@example.test',
    emailVerified: true,
    firstName: 'Ada',
    lastName: 'Lovelace',
    createdAt: 1_700_000_000,
  },
  grace: {
    id: 'user_grace',
    email: 'grace@example.test',
    emailVerified: true,
    firstName: 'Grace',
    lastName: 'Hopper',
    createdAt: 1_700_000_000,
  },
};

/** Which of the two has this id or address; null for anybody else. */
export function personOf(user: Pick<User, 'email'> | null): Person | null {
  if (user?.email === people.ada.email) return 'ada';
  return user?.email === people.grace.email ? 'grace' : null;
}
