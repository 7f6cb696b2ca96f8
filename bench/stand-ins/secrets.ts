import { randomBytes } from 'node:crypto';

/** A secret of this length. */
export const secret = (length: number): string =>
  randomBytes(length).toString('base64url').slice(0, length);

/** What reads as a JWT. Nobody checks its signature here. */
export function jwt(claims: object): string {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return [encode({ alg: 'RS256', typ: 'JWT' }), encode(claims), secret(342)].join('.');
}
