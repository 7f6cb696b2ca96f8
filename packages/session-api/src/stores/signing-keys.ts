import {
  calculateJwkThumbprint,
  createLocalJWKSet,
  type CryptoKey,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
} from 'jose';
import type { Database } from '../database/open-database.js';
import type { SigningKeyRow } from '../database/tables.js';
import { within } from '../within.js';

/** The algorithm of session JWTs. */
export const algorithm = 'RS256';

const freshMs = 30_000;
const readMs = 1_000;
const day = 86_400;
/** A new key is published for this long before it signs, so that every instance, verifier and cache knows it by then. */
const announcedFor = 600;
/** And the old one for this long after: its JWTs live for 300 s, and instances notice within a minute. */
const keptFor = 600;

/** A key that signs. */
export interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
}

/** A public key as `GET /v1/auth/jwks/default` shows it. */
export type PublicKey = Record<'kty' | 'n' | 'e' | 'kid' | 'alg' | 'use', string>;

type KeyResolver = ReturnType<typeof createLocalJWKSet>;

/**
 * The keys that sign session JWTs, in the database, the same for all instances. Read again every half minute, so a
 * rotation needs no restart.
 */
export class SigningKeys {
  private rows: readonly SigningKeyRow[] = [];
  private readAt = Number.NEGATIVE_INFINITY;
  private reading: Promise<void> | undefined;
  private readonly resolvers = new Map<string, KeyResolver>();
  private readonly imported = new Map<string, Promise<CryptoKey>>();

  constructor(
    private readonly db: Database,
    private readonly rotateEveryDays: number,
    private readonly now: () => number,
  ) {}

  /** Reads the keys; makes the first one, and the next one when the newest is too old. Rejects when it cannot. */
  async load(): Promise<void> {
    await this.read();
    const newest = this.rows[0];
    if (newest === undefined) await addKey(this.db, 1, this.now(), 0);
    else if (
      this.rotateEveryDays > 0 &&
      this.now() - newest.created_at > this.rotateEveryDays * day
    )
      await rotateSigningKey(this.db, this.now());
    else return;
    await this.read();
  }

  /** The key that signs now. */
  async signing(): Promise<SigningKey> {
    await this.refresh();
    const now = this.now();
    const row = this.rows.find(({ signs_from }) => signs_from <= now) ?? this.rows.at(-1);
    if (row === undefined) throw new Error('there is no signing key');
    const known = this.imported.get(row.kid);
    const key = known ?? importKey(row);
    if (known === undefined) this.imported.set(row.kid, key);
    return { kid: row.kid, privateKey: await key };
  }

  /** The public keys whose JWTs are accepted, newest first. */
  async published(): Promise<PublicKey[]> {
    await this.refresh();
    return this.accepted().map(toPublic);
  }

  /** Whether JWTs of this key are accepted. */
  async accepts(kid: string): Promise<boolean> {
    await this.refresh();
    return this.accepted().some((row) => row.kid === kid);
  }

  /** Finds the public key of a JWT, among those that are accepted or, with `retired`, among all that are kept. */
  async resolver(retired: boolean): Promise<KeyResolver> {
    const keys = retired ? this.rows.map(toPublic) : await this.published();
    const name = keys.map(({ kid }) => kid).join();
    const resolver = this.resolvers.get(name) ?? createLocalJWKSet({ keys });
    if (this.resolvers.size > 8) this.resolvers.clear();
    this.resolvers.set(name, resolver);
    return resolver;
  }

  private accepted(): readonly SigningKeyRow[] {
    const now = this.now();
    return this.rows.filter(({ retires_at }) => retires_at === null || retires_at > now);
  }

  private async refresh(): Promise<void> {
    if (performance.now() - this.readAt < freshMs) return;
    this.reading ??= this.load().finally(() => (this.reading = undefined));
    // A database that does not answer leaves the keys as they are, and is asked again later.
    await within(readMs, this.reading, () => undefined).catch(() => undefined);
    this.readAt = performance.now();
  }

  private async read(): Promise<void> {
    this.rows = await this.db
      .selectFrom('signing_keys')
      .selectAll()
      .orderBy('number', 'desc')
      .execute();
    this.readAt = performance.now();
  }
}

/**
 * Makes a new signing key. Every instance signs with it ten minutes from now; the old one goes from the key set ten
 * minutes later. `compromised`: at once, and JWTs of the old keys are refused.
 */
export async function rotateSigningKey(
  db: Database,
  now: number,
  compromised = false,
): Promise<void> {
  const newest = await db
    .selectFrom('signing_keys')
    .select('number')
    .orderBy('number', 'desc')
    .executeTakeFirst();
  const number = (newest?.number ?? 0) + 1;
  await addKey(db, number, now, compromised ? 0 : announcedFor);
  await db
    .updateTable('signing_keys')
    .set({ retires_at: compromised ? now : now + announcedFor + keptFor })
    .where('number', '<', number)
    .where((where) =>
      where.or([
        where('retires_at', 'is', null),
        ...(compromised ? [where('retires_at', '>', now)] : []),
      ]),
    )
    .execute();
  await db
    .deleteFrom('signing_keys')
    .where('retires_at', '<', now - day)
    .execute();
}

function toPublic({ kid, public_jwk }: SigningKeyRow): PublicKey {
  const { kty, n, e } = JSON.parse(public_jwk) as { kty: string; n: string; e: string };
  return { kty, n, e, kid, alg: algorithm, use: 'sig' };
}

function importKey({ private_jwk }: SigningKeyRow): Promise<CryptoKey> {
  return importJWK(JSON.parse(private_jwk) as JWK, algorithm) as Promise<CryptoKey>;
}

// Of several services that make the same key at once, the first insert wins.
async function addKey(db: Database, number: number, now: number, signsIn: number): Promise<void> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
  const publicJwk = await exportJWK(publicKey);
  await db
    .insertInto('signing_keys')
    .values({
      number,
      kid: await calculateJwkThumbprint(publicJwk),
      private_jwk: JSON.stringify(await exportJWK(privateKey)),
      public_jwk: JSON.stringify(publicJwk),
      created_at: now,
      signs_from: now + signsIn,
      retires_at: null,
    })
    .onConflict((conflict) => conflict.column('number').doNothing())
    .execute();
}
