import { AuthServerError } from './errors.js';

const SEE = 'See docs/server.md';

/** What is said once when somebody shows a ticket that our secret has not signed. */
export function ticketRefused(): AuthServerError {
  return new AuthServerError(
    'ticket_refused',
    `A revocation ticket was refused: ticketSecret has not signed it. If the secret was changed, give both, the new one first, until the sessions of the old one have expired. ${SEE}, "Tickets"`,
  );
}

/** What is said once of each origin that is refused. */
export function originRefusedOnce(origin: string): AuthServerError {
  const name = origin.length <= 100 && /^[\x21-\x7e]+$/.test(origin) ? origin : 'another origin';
  return new AuthServerError(
    'origin_refused',
    `A page of ${name} was refused. If it is yours, add it to allowedOrigins; behind a proxy that changes host or scheme, set trustProxy. ${SEE}, "Origins"`,
    { reason: name },
  );
}

/** What is said once when a route is asked for where there is none. */
export function routeNotFound(basePath: string): AuthServerError {
  return new AuthServerError(
    'route_not_found',
    `A request came for a path that is no route of the handler: its routes are below ${basePath}. If it is served somewhere else, say so with basePath. ${SEE}, "The routes"`,
  );
}
