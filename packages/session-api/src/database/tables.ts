import type { Selectable } from 'kysely';

/** A person. `pending` until one of the user's e-mail addresses is verified. */
export interface UsersTable {
  id: string;
  status: 'pending' | 'active';
  created_at: number;
  updated_at: number;
}

/** An e-mail address of a user, stored in lower case. `verified` is 0 or 1. */
export interface EmailsTable {
  id: string;
  user_id: string;
  email: string;
  verified: number;
  last_verified_at: number;
  created_at: number;
  updated_at: number;
}

/** The newest one-time code of an address. `code_hash` is null once the code was used or withdrawn. */
export interface CodesTable {
  email_id: string;
  code_hash: string | null;
  attempts: number;
  expires_at: number;
  sent_at: number;
  window_started_at: number;
  sends: number;
}

/** A session. The token itself is never stored, `factors` is JSON. */
export interface SessionsTable {
  id: string;
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

/** The key pair that signs session JWTs. */
export interface SigningKeysTable {
  name: string;
  kid: string;
  private_jwk: string;
  public_jwk: string;
  created_at: number;
}

/** All tables. Every time is in Unix seconds. */
export interface Tables {
  users: UsersTable;
  emails: EmailsTable;
  codes: CodesTable;
  sessions: SessionsTable;
  signing_keys: SigningKeysTable;
}

export type EmailRow = Selectable<EmailsTable>;
export type SessionRow = Selectable<SessionsTable>;
