import { z } from 'zod';

const id = z.string().min(1).max(256);
const seconds = z.number().nonnegative();
const credential = z.string().min(1);

/** The part of the contract's `Session` (§2) that the backend needs. */
export const apiSession = z.object({
  id,
  user_id: id,
  started_at: seconds,
  expires_at: seconds,
  factors: z
    .array(z.object({ method: z.object({ email: z.string().nullish() }).nullish() }))
    .nullish(),
});
export type ApiSession = z.infer<typeof apiSession>;

/** Answer of `sessions/verify`. */
export const apiVerifiedSession = z.object({ session: apiSession, session_jwt: credential });

/** Answer of `otps/verify`, where a session was asked for. */
export const apiVerifiedCode = z.object({
  session: apiSession,
  session_token: credential,
  session_jwt: credential,
  /** An addition of our own session service: whether the user has just signed up. */
  user_created: z.boolean().nullish(),
});

/** What is needed of a malformed `otps/verify` answer: the session to give up. */
export const apiCreatedToken = z.object({ session_token: credential });

/** Answer of `otps/email/login_or_create` and of `otps/email/send`. */
export const apiSentCode = z.object({
  email_id: id,
  /** An addition of our own session service: the id of this request, which only its asker knows. */
  method_id: id.nullish(),
});

/** Answer of `users/{user_id}`. */
export const apiUser = z.looseObject({
  user_id: id,
  first_name: z.string().nullish(),
  middle_name: z.string().nullish(),
  last_name: z.string().nullish(),
  emails: z.array(z.object({ email: z.string().min(1), verified: z.boolean().nullish() })),
  metadata: z.record(z.string(), z.unknown()).nullish(),
  created_at: seconds,
});
export type ApiUser = z.infer<typeof apiUser>;

/** A session as far as ending it needs to know it. */
const apiListedSession = apiSession.pick({ id: true, started_at: true });
export type ApiListedSession = z.infer<typeof apiListedSession>;

/** Answer of `sessions/list`. */
export const apiSessionList = z.object({
  sessions: z.array(apiListedSession),
  /** An addition of our own session service: lists have pages. */
  has_more: z.boolean().nullish(),
  /** `starting_after` of the next page. */
  next: z.string().nullish(),
});

/** Answer of `sessions/delete`: any other 200 may be somebody else's, and nothing is deleted. */
export const apiDeleted = z.object({ message: z.string().regex(/^Successfully deleted\b/) });
