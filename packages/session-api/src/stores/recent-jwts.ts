/** A session JWT that was signed or verified a moment ago. */
export interface RecentJwt {
  readonly sessionId: string;
  /** The key that signed it. */
  readonly kid: string;
  /** Unix seconds. */
  readonly issuedAt: number;
}

interface Signed extends RecentJwt {
  /** The session it holds, as JSON. */
  readonly state: string;
  readonly jwt: Promise<string>;
}

const capacity = 10_000;

/** Remembers JWTs, so that one need not be signed again for the same state, nor its signature be checked each time. */
export class RecentJwts {
  private readonly signed = new Map<string, Signed>();
  private readonly verified = new Map<string, RecentJwt>();

  /** The JWT of this state, while `isGood` says so; otherwise the one that `sign` makes. */
  async ofState(
    wanted: Omit<Signed, 'jwt'>,
    isGood: (known: RecentJwt) => boolean,
    sign: () => Promise<string>,
  ): Promise<string> {
    const known = this.signed.get(wanted.sessionId);
    if (known?.state === wanted.state && known.kid === wanted.kid && isGood(known))
      return known.jwt;
    const signed = { ...wanted, jwt: sign() };
    put(this.signed, wanted.sessionId, signed);
    try {
      const jwt = await signed.jwt;
      const { sessionId, kid, issuedAt } = wanted;
      put(this.verified, jwt, { sessionId, kid, issuedAt });
      return jwt;
    } catch (error) {
      if (this.signed.get(wanted.sessionId) === signed) this.signed.delete(wanted.sessionId);
      throw error;
    }
  }

  /** What is known of a JWT whose signature and `jti` were right. */
  ofText(jwt: string): RecentJwt | undefined {
    return this.verified.get(jwt);
  }

  /** Remembers that signature and `jti` of a JWT are right. */
  remember(jwt: string, known: RecentJwt): void {
    put(this.verified, jwt, known);
  }
}

function put<Value>(map: Map<string, Value>, key: string, value: Value): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= capacity) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
