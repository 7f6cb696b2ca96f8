import { errorAnswer } from '../http/answer.js';
import type { Answer } from '../http/answer.js';
import type { Incoming } from '../http/incoming.js';
import { ticketRefused } from '../notices.js';
import type { RequestOrigin } from '../origin-policy.js';
import { revokeEverywhere } from '../revoke-everywhere.js';
import type { TicketClaims } from '../tickets.js';
import { logoutFailed, logoutSucceeded } from './logout-answers.js';
import type { RouteContext } from './route.js';

/** How long after its last refresh an ended session may have lived, in seconds: nobody can tell when it ended. */
const BOUND = 600;

type EverywhereClaims = Extract<TicketClaims, { scope: 'everywhere' }>;

/** Ends what a ticket names. `age`: seconds since the user asked. */
export async function logoutByTicket(
  context: RouteContext,
  { ticket, age }: { readonly ticket: string; readonly age: number },
  incoming: Incoming,
  from: RequestOrigin,
): Promise<Answer> {
  const check = await context.grants.tickets.verify(ticket);
  if (!check.ok) {
    if (check.isSignedByOther) context.reportOnce(ticketRefused());
    return check.isExpired
      ? errorAnswer(401, 'ticket_expired', 'Ticket expired')
      : errorAnswer(401, 'ticket_refused', 'Ticket refused');
  }
  const { claims } = check;
  const logout = { incoming, from, claims, isQueued: age > 0 };
  let isNews = true;
  try {
    if (claims.scope === 'session') {
      isNews = (await context.api.deleteSession({ session_id: claims.sid })).wasLive;
      context.underWay.tell({ sessionId: claims.sid });
    } else {
      const failed = await endEverywhere(context, claims, age);
      if (failed !== undefined) return await logoutFailed(context, { ...logout, ...failed });
    }
  } catch (error) {
    return logoutFailed(context, { ...logout, error });
  }
  return logoutSucceeded(context, { ...logout, tokens: [], scope: claims.scope, isNews });
}

/**
 * Ends the ticket's own session first, which tells whether it lived until now. If it did, its user asked for
 * the end of all sessions that began before. If not, the ticket reaches those that began before it ended, as
 * far as that is known, and none that came later: who has copied a ticket can use it once.
 *
 * @returns What went wrong after the own session had ended, with a ticket that allows the rest to be repeated.
 */
async function endEverywhere(
  { api, underWay, grants }: RouteContext,
  claims: EverywhereClaims,
  age: number,
): Promise<{ error: unknown; ticket: string } | undefined> {
  const own = await api.deleteSession({ session_id: claims.sid });
  underWay.tell({ sessionId: claims.sid });
  const now = own.now ?? Math.floor(Date.now() / 1000);
  const asked = age === 0 ? Infinity : now - age;
  const startedBy = own.wasLive ? asked : Math.min(asked, claims.iat + BOUND);
  try {
    await revokeEverywhere(api, { userId: claims.uid, startedBy, now });
    underWay.tell({ userId: claims.uid, startedBy: Math.min(startedBy, now) });
    return undefined;
  } catch (error) {
    const reached = Math.min(startedBy, now);
    return { error, ticket: await grants.tickets.sign({ ...claims, iat: reached - BOUND }) };
  }
}
