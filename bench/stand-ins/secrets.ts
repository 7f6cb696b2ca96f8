import { randomBytes } from 'node:crypto';

/** A secret of this length. */
export const secret = (length: number): string =>
  randomBytes(length).toString('base64url').slice(0, length);
