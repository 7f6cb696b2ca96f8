import {
  createLocalJWKSet,
  errors,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
  calculateJwkThumbprint,
} from 'jose';
import type { Database } from '../database/open-database.js';
import type { SessionBody } from '../http/schemas.js';

const algorithm = 'RS256';
const keyName = 'default';
const jwtLifetime = 300;

/** The claim of a session JWT that holds the session. */
export const sessionClaim = 'https://streambird.io/jwt/session';

/** Signs and reads session JWTs. */
export interface SessionJwts {
  /** The public key, as `GET /v1/auth/jwks/default` shows it. */
  readonly publicKey: Record<string, string>;
  /** A JWT good for 300 s from `now` (Unix seconds). */
  sign(session: SessionBody, now: number): Promise<string>;
  /** The session id of a JWT this service signed, or undefined. `now` null: a JWT past its end is read too. */
  sessionId(jwt: string, now: number | null): Promise<string | undefined>;
}

/** Loads the RS256 key of this database; makes it when there is none. */
export async function loadSessionJwts(
  db: Database,
  issuer: string,
  now: number,
): Promise<SessionJwts> {
  const stored = (await readKey(db)) ?? (await createKey(db, now));
  const publicKey = {
    ...(JSON.parse(stored.public_jwk) as { kty: string; n: string; e: string }),
    kid: stored.kid,
    alg: algorithm,
    use: 'sig',
  };
  const privateKey = await importJWK(JSON.parse(stored.private_jwk) as JWK, algorithm);
  const resolveKey = createLocalJWKSet({ keys: [publicKey] });

  return {
    publicKey,
    sign: (session, at) =>
      new SignJWT({ [sessionClaim]: session })
        .setProtectedHeader({ alg: algorithm, typ: 'JWT', kid: stored.kid })
        .setIssuer(issuer)
        .setSubject(session.user_id)
        .setIssuedAt(at)
        .setExpirationTime(at + jwtLifetime)
        .sign(privateKey),
    async sessionId(jwt, at) {
      try {
        const { payload } = await jwtVerify(jwt, resolveKey, {
          algorithms: [algorithm],
          issuer,
          currentDate: new Date((at ?? 0) * 1000),
        });
        const session = payload[sessionClaim];
        return typeof session === 'object' &&
          session !== null &&
          'id' in session &&
          typeof session.id === 'string'
          ? session.id
          : undefined;
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
}

function readKey(db: Database) {
  return db.selectFrom('signing_keys').selectAll().where('name', '=', keyName).executeTakeFirst();
}

// Two services that start on one empty database at once must end up with the same key: the first insert wins.
async function createKey(db: Database, now: number) {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  await db
    .insertInto('signing_keys')
    .values({
      name: keyName,
      kid: await calculateJwkThumbprint(publicJwk),
      private_jwk: JSON.stringify(await exportJWK(privateKey)),
      public_jwk: JSON.stringify(publicJwk),
      created_at: now,
    })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
  const stored = await readKey(db);
  if (stored === undefined) throw new Error('the signing key could not be stored');
  return stored;
}
