import type { User } from '../../machines/types.js';
import type { Grant } from '../../services/backend.js';

const said = new WeakMap<User, boolean>();

/** Keeps what the backend says of the user who has just signed in, for as long as that object lives. */
export function noteNewUser({ user, isNewUser }: Grant): void {
  if (typeof isNewUser === 'boolean') said.set(user, isNewUser);
}

/** Whether the user that `signIn` has resolved to has just signed up; undefined where the backend does not say. */
export const isNewUser = (user: User): boolean | undefined => said.get(user);
