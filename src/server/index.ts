export { appendCookies } from './append-cookies.js';
export { createAuthHandler } from './auth-handler.js';
export type { AuthHandler } from './auth-handler.js';
export type {
  AuthHandlerOptions,
  ClearSiteDataDirective,
  HandlerCookieOptions,
} from './auth-handler-options.js';
export type { ApiUser } from './api/schemas.js';
export type { SessionCookieOptions } from './cookies/session-cookie-options.js';
export { AuthServerError } from './errors.js';
export type { AuthServerErrorCode, AuthServerErrorDetails, ErrorListener } from './errors.js';
export type {
  HookOptions,
  HookRequest,
  LogoutEvent,
  SessionFacts,
  SignInEvent,
  UserContext,
  UserOptions,
} from './hooks.js';
export type { HeaderReader } from './http/incoming.js';
export { toNodeHandler } from './node/to-node-handler.js';
export type { FetchHandler } from './node/to-node-handler.js';
export type { NodeHandler, NodeRequest, NodeResponse } from './node/node-types.js';
export { renewServerState } from './renew-server-state.js';
export type { RenewedState, ServerRequest } from './renew-server-state.js';
export { returnPath } from '../wire/return-path.js';
export { createRevocationTickets } from './revocation-tickets.js';
export type {
  RevocationTicketOptions,
  RevocationTickets,
  TicketedRevocation,
  TicketedSession,
} from './revocation-tickets.js';
export { createServerAuth } from './server-auth.js';
export type { ServerAuth, ServerAuthOptions } from './server-auth.js';
export { getServerState } from './server-state.js';
export type { StateRequest } from './server-state.js';
export type { ServerStateOptions } from './server-state-options.js';
export { createSessionVerifier } from './session-verifier.js';
export type {
  SessionVerifier,
  SessionVerifierOptions,
  VerifiableRequest,
  VerifiedIdentity,
} from './session-verifier.js';
export type { SignedOut } from './sign-out.js';
export { createLogoutRoute } from './standalone-logout-route.js';
export type { LogoutRouteOptions } from './standalone-logout-route.js';
export type { ApiOptions, PageOptions } from './api-options.js';
export { ConfigurationError } from '../options/configuration-error.js';
export type { WireErrorCode } from '../wire/error-codes.js';
export type { Grant, IssuedGrant } from '../wire/grant.js';
export { readTombstoneCookies } from '../wire/tombstone-cookie.js';
export type { ServerState } from '../wire/server-state.js';
export type { User } from '../wire/user.js';
export type { ClientAddress, ClientRequest } from './client-device.js';
