import type { LogoutScope } from '../machines/types.js';

/** A revocation that cannot be stored, for want of a ticket or of a disk: kept while the page lives. */
export interface UnstoredRevocation {
  readonly generation: string;
  readonly ticket: string | null;
  /** Used where there is no ticket. */
  readonly sessionToken: string;
  readonly sessionId?: string;
  readonly scope: LogoutScope;
  readonly askedAt: number;
  readonly expiresAt: number;
}
