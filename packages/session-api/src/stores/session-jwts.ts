import { createHmac } from 'node:crypto';
import { errors, jwtVerify, type JWTPayload, SignJWT } from 'jose';
import type { SessionBody } from '../http/schemas.js';
import { sameDigest } from '../secrets.js';
import { algorithm, type SigningKeys } from './signing-keys.js';

/** Seconds that a session JWT is good for. */
export const jwtLifetime = 300;
const tolerance = 60;

/** The claim of a session JWT that holds the session. */
export const sessionClaim = 'https://streambird.io/jwt/session';

/** Signs and reads session JWTs. */
export class SessionJwts {
  private readonly markKeys: readonly Buffer[];

  constructor(
    private readonly keys: SigningKeys,
    private readonly issuer: string,
    secretKeys: readonly string[],
  ) {
    this.markKeys = secretKeys.map((key) =>
      createHmac('sha256', key).update('moonkey session jwts').digest(),
    );
  }

  /** A JWT good for 300 s from `now` (Unix seconds). */
  async sign(session: SessionBody, now: number): Promise<string> {
    const { kid, privateKey } = await this.keys.signing();
    return new SignJWT({ [sessionClaim]: session })
      .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid })
      .setIssuer(this.issuer)
      .setSubject(session.user_id)
      .setIssuedAt(now)
      .setExpirationTime(now + jwtLifetime)
      .setJti(this.marks(session.id, now)[0] ?? '')
      .sign(privateKey);
  }

  /**
   * The session id of a JWT that this service signed and that is good at `now`, or undefined. Beside the signature its
   * `jti` must be right, which takes a secret key: the signing key alone, out of the database, makes none.
   */
  async verify(jwt: string, now: number): Promise<string | undefined> {
    const payload = await this.payload(jwt, now, false);
    const id = sessionIdIn(payload);
    const { iat = 0, exp = 0, jti = '' } = payload ?? {};
    if (id === undefined || exp - iat !== jwtLifetime || iat > now + tolerance) return undefined;
    return this.marks(id, iat).some((mark) => sameDigest(mark, jti)) ? id : undefined;
  }

  /** The session id of a JWT with a right signature, past its end too, or undefined: enough to end that session. */
  async read(jwt: string): Promise<string | undefined> {
    return sessionIdIn(await this.payload(jwt, 0, true));
  }

  private marks(sessionId: string, issuedAt: number): string[] {
    return this.markKeys.map((key) =>
      createHmac('sha256', key).update(`${sessionId}:${issuedAt}`).digest('hex'),
    );
  }

  private async payload(
    jwt: string,
    now: number,
    retired: boolean,
  ): Promise<JWTPayload | undefined> {
    const resolveKey = await this.keys.resolver(retired);
    try {
      const { payload } = await jwtVerify(jwt, resolveKey, {
        algorithms: [algorithm],
        issuer: this.issuer,
        currentDate: new Date(now * 1000),
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  }
}

function sessionIdIn(payload: JWTPayload | undefined): string | undefined {
  const session = payload?.[sessionClaim];
  return typeof session === 'object' &&
    session !== null &&
    'id' in session &&
    typeof session.id === 'string'
    ? session.id
    : undefined;
}
