/**
 * The signed-in person, as the app sees them.
 *
 * The app's backend builds it from the REST API's user object; both sides of the wire have this shape.
 */
export interface User {
  readonly id: string;
  readonly email: string;
  readonly emailVerified?: boolean;
  readonly firstName?: string;
  readonly middleName?: string;
  readonly lastName?: string;
  /** Unix seconds, as in the REST API. */
  readonly createdAt: number;
  /** This package makes no wallets: null, unless your `mapUser` knows one. */
  readonly wallet?: { readonly address: string } | null;
  readonly metadata?: Readonly<Record<string, unknown>>;
}
