import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';

const AUDIENCE = 'moonkey:revocation';
const identifier = z.string().min(1).max(256);

const ticketClaims = z.discriminatedUnion('scope', [
  z.object({ scope: z.literal('session'), sid: identifier }),
  z.object({ scope: z.literal('everywhere'), uid: identifier, sid: identifier.optional() }),
]);

/**
 * What a revocation ticket allows: ending one session, or a user's sessions. Nothing else.
 * The `sid` of an everywhere ticket is the session it was handed out with.
 */
export type TicketClaims = z.infer<typeof ticketClaims>;

/** Signs and verifies revocation tickets: JWTs (RFC 7519), HS256, that can do nothing but revoke. */
export interface Tickets {
  /** @param expiresAt Unix seconds. */
  sign(claims: TicketClaims, expiresAt: number): Promise<string>;
  /** The claims of a valid ticket; undefined for a forged, expired or malformed one. */
  verify(ticket: string): Promise<TicketClaims | undefined>;
}

/** @param secrets The first signs; all verify, so that a secret can be rotated. */
export function createTickets(secrets: readonly [string, ...string[]]): Tickets {
  const encoder = new TextEncoder();
  const keys = secrets.map((secret) => encoder.encode(secret));
  const signingKey = encoder.encode(secrets[0]);

  return {
    sign: (claims, expiresAt) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .setAudience(AUDIENCE)
        .setExpirationTime(expiresAt)
        .sign(signingKey),

    async verify(ticket) {
      for (const key of keys) {
        try {
          const { payload } = await jwtVerify(ticket, key, {
            algorithms: ['HS256'],
            audience: AUDIENCE,
            requiredClaims: ['exp'],
          });
          const claims = ticketClaims.safeParse(payload);
          return claims.success ? claims.data : undefined;
        } catch (error) {
          if (error instanceof errors.JWSSignatureVerificationFailed) continue;
          if (error instanceof errors.JOSEError) return undefined;
          throw error;
        }
      }
      return undefined;
    },
  };
}
