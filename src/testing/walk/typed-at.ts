import type { AuthPath } from '../paths/index.js';
import { people } from '../paths/people.js';

const typing: Readonly<Record<string, string>> = {
  signsIn: people.ada.email,
  signsInAsAnother: people.grace.email,
};

/**
 * The address that somebody has typed in order to sign in, and has not signed in with yet: a form may
 * show it. Null where there is none.
 */
export function typedAt({ steps }: AuthPath, index: number): string | null {
  let typed: string | null = null;
  for (const [at, { fact, by, visible }] of steps.slice(0, index + 1).entries()) {
    if (by === 'user') typed = typing[fact] ?? typed;
    if (at < index && typed === visible.user) typed = null;
  }
  return typed;
}
