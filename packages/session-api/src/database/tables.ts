import type { Selectable } from 'kysely';
import type { Environment } from '../environment.js';

/** A person. `pending` until one of the user's e-mail addresses is verified. */
export interface UsersTable {
  id: string;
  environment: Environment;
  first_name: string;
  middle_name: string;
  last_name: string;
  /** JSON. */
  metadata: string;
  /** 1 while all that is known of the user is that somebody asked for a code. */
  provisional: number;
  status: 'pending' | 'active';
  created_at: number;
  updated_at: number;
}

/** An e-mail address of a user, stored in lower case. `verified` is 0 or 1. */
export interface EmailsTable {
  id: string;
  environment: Environment;
  user_id: string;
  email: string;
  verified: number;
  last_verified_at: number;
  created_at: number;
  updated_at: number;
}

/** A request for a one-time code. `code_hash` is null once the code was used. */
export interface CodesTable {
  id: string;
  email_id: string;
  code_hash: string | null;
  attempts: number;
  /** 1 when a first code was right and a second one was sent. */
  confirmed: number;
  /** The client that asked, hashed, or an empty string. */
  client: string;
  /** 1 when that client had signed in to this address before. */
  known: number;
  /** Orders the requests of an address. */
  asked: number;
  sent_at: number;
  expires_at: number;
}

/** How often something happened: `count` times since `since`, in a window of `seconds`. */
export interface LimitsTable {
  key: string;
  /** The address that it is about, or an empty string. */
  subject: string;
  count: number;
  since: number;
  seconds: number;
  expires_at: number;
}

/** A session. The token itself is never stored, `factors` is JSON. */
export interface SessionsTable {
  id: string;
  environment: Environment;
  user_id: string;
  token_hash: string;
  factors: string;
  user_agent: string;
  ip: string;
  started_at: number;
  expires_at: number;
  last_active_at: number;
  created_at: number;
  updated_at: number;
}

/** A key pair that signs session JWTs, from `signs_from` until the next one does. */
export interface SigningKeysTable {
  number: number;
  kid: string;
  private_jwk: string;
  public_jwk: string;
  created_at: number;
  signs_from: number;
  /** From then on its JWTs are not accepted; null while it signs. */
  retires_at: number | null;
}

/** All tables. Every time is in Unix seconds. */
export interface Tables {
  users: UsersTable;
  emails: EmailsTable;
  codes: CodesTable;
  limits: LimitsTable;
  sessions: SessionsTable;
  signing_keys: SigningKeysTable;
}

export type UserRow = Selectable<UsersTable>;
export type EmailRow = Selectable<EmailsTable>;
export type CodeRow = Selectable<CodesTable>;
export type SigningKeyRow = Selectable<SigningKeysTable>;
export type SessionRow = Selectable<SessionsTable>;
