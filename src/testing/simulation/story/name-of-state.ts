import { leavesOf } from '../../../inspect/recording/entry.js';

/** Where the auth machine is, as far as it matters to what happens next: `signingIn.committing`. */
export function nameOfState(value: unknown): string {
  const top = typeof value === 'string' ? value : (Object.keys(value ?? {})[0] ?? '');
  const leaves = leavesOf(value);
  if (top === 'signingIn') return `${top}.${leaves.join('.')}`;
  return leaves.includes('refreshing') ? `${top}.refreshing` : top;
}
