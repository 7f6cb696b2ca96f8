import { base64url, errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { builtinModule } from './runtime/builtin-module.js';

const AUDIENCE = 'moonkey:revocation';
const identifier = z.string().min(1).max(256);
const seconds = z.number().nonnegative();
/** A token of another's that is needed to revoke: see `createRevocationTickets()`. */
const sealed = z.string().optional();

const ticketClaims = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('session'), sid: identifier, uid: identifier, exp: seconds, sealed }),
  z.object({
    scope: z.literal('everywhere'),
    sid: identifier,
    uid: identifier,
    iat: seconds,
    exp: seconds,
    sealed,
  }),
]);

/**
 * What a revocation ticket allows: ending one session, or the sessions a user began while that one lived.
 * Nothing else. `sid` is the session it was handed out with; `iat` and `exp` are of the API's clock.
 */
export type TicketClaims = z.infer<typeof ticketClaims>;

/** What became of a ticket that was shown: its claims, or why it is none. */
export type TicketCheck =
  | { readonly ok: true; readonly claims: TicketClaims }
  | {
      readonly ok: false;
      /** Its signature is somebody else's. */
      readonly isSignedByOther: boolean;
      /** It is ours, and its session has reached its end. */
      readonly isExpired?: true;
    };

/** Signs and verifies revocation tickets: JWTs (RFC 7519), HS256, that can do nothing but revoke. */
export interface Tickets {
  sign(claims: TicketClaims): Promise<string>;
  /** Refuses forged, expired and malformed ones. */
  verify(ticket: string): Promise<TicketCheck>;
}

/** @param secrets The first signs; all verify, so that a secret can be rotated. */
export function createTickets(secrets: readonly [string, ...string[]]): Tickets {
  const keys = secrets.map(importKey);

  return {
    sign: createSigner(secrets[0]),

    async verify(ticket) {
      for (const key of keys) {
        try {
          const { payload } = await jwtVerify(ticket, await key, {
            algorithms: ['HS256'],
            audience: AUDIENCE,
            requiredClaims: ['exp'],
          });
          const claims = ticketClaims.safeParse(payload);
          return claims.success
            ? { ok: true, claims: claims.data }
            : { ok: false, isSignedByOther: false };
        } catch (error) {
          if (error instanceof errors.JWSSignatureVerificationFailed) continue;
          if (error instanceof errors.JWTExpired)
            return { ok: false, isSignedByOther: false, isExpired: true };
          if (error instanceof errors.JOSEError) return { ok: false, isSignedByOther: false };
          throw error;
        }
      }
      return { ok: false, isSignedByOther: true };
    },
  };
}

/** Node signs at once what Web Crypto takes a turn of a thread for: 0.01 ms in place of 0.15 ms. */
function createSigner(secret: string): Tickets['sign'] {
  const crypto = builtinModule('node:crypto');
  const alg = 'HS256';
  if (crypto === undefined) {
    const key = importKey(secret);
    return async (claims) =>
      new SignJWT({ ...claims, aud: AUDIENCE }).setProtectedHeader({ alg }).sign(await key);
  }
  const header = base64url.encode(JSON.stringify({ alg }));
  return (claims) => {
    const payload = base64url.encode(JSON.stringify({ ...claims, aud: AUDIENCE }));
    const signed = `${header}.${payload}`;
    const signature = crypto.createHmac('sha256', secret).update(signed).digest('base64url');
    return Promise.resolve(`${signed}.${signature}`);
  };
}

function importKey(secret: string): Promise<CryptoKey> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey('raw', bytes, algorithm, false, ['sign', 'verify']);
}
