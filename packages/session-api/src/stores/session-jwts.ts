import { createHmac } from 'node:crypto';
import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload, SignJWT } from 'jose';
import type { SessionBody } from '../http/schemas.js';
import { sameDigest } from '../secrets.js';
import { type RecentJwt, RecentJwts } from './recent-jwts.js';
import { algorithm, type SigningKey, type SigningKeys } from './signing-keys.js';

/** Seconds that a session JWT is good for. */
export const jwtLifetime = 300;
const tolerance = 60;
/** Seconds that a JWT which is given again must still be good for. */
const leastLifetime = 240;

/** The claim of a session JWT that holds the session. */
export const sessionClaim = 'https://streambird.io/jwt/session';

/** Signs and reads session JWTs. */
export class SessionJwts {
  private readonly markKeys: readonly Buffer[];
  private readonly recent = new RecentJwts();

  constructor(
    private readonly keys: SigningKeys,
    private readonly issuer: string,
    secretKeys: readonly string[],
  ) {
    this.markKeys = secretKeys.map((key) =>
      createHmac('sha256', key).update('moonkey session jwts').digest(),
    );
  }

  /**
   * A JWT of a session, good for 240 s at least from `now` (Unix seconds): the one that was signed a moment ago, when
   * nothing has changed since.
   */
  of(session: SessionBody, now: number): Promise<string> {
    const isGood = ({ issuedAt }: RecentJwt): boolean =>
      issuedAt <= now && issuedAt + jwtLifetime - now >= leastLifetime;
    return this.recall(session, now, isGood);
  }

  /** A JWT of a session that is signed now, good for 300 s from `now` (Unix seconds). */
  fresh(session: SessionBody, now: number): Promise<string> {
    return this.recall(session, now, () => false);
  }

  private async recall(
    session: SessionBody,
    now: number,
    isGood: (known: RecentJwt) => boolean,
  ): Promise<string> {
    const key = await this.keys.signing();
    return this.recent.ofState(
      { sessionId: session.id, kid: key.kid, issuedAt: now, state: JSON.stringify(session) },
      isGood,
      () => this.sign(session, now, key),
    );
  }

  private sign(
    session: SessionBody,
    now: number,
    { kid, privateKey }: SigningKey,
  ): Promise<string> {
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
    const known = this.recent.ofText(jwt);
    if (known !== undefined && (await this.keys.accepts(known.kid))) {
      const { sessionId, issuedAt } = known;
      const isGood = issuedAt <= now + tolerance && issuedAt + jwtLifetime > now;
      return isGood ? sessionId : undefined;
    }
    return this.check(jwt, now);
  }

  private async check(jwt: string, now: number): Promise<string | undefined> {
    const payload = await this.payload(jwt, now, false);
    const id = sessionIdIn(payload);
    const { iat = 0, exp = 0, jti = '' } = payload ?? {};
    if (id === undefined || exp - iat !== jwtLifetime || iat > now + tolerance) return undefined;
    if (!this.marks(id, iat).some((mark) => sameDigest(mark, jti))) return undefined;
    const { kid = '' } = decodeProtectedHeader(jwt);
    this.recent.remember(jwt, { sessionId: id, kid, issuedAt: iat });
    return id;
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
