export { createAuthHandler } from './auth-handler.js';
export type { AuthHandler, AuthHandlerOptions, ClearSiteDataDirective } from './auth-handler.js';
export { AuthServerError } from './errors.js';
export type { AuthServerErrorCode, AuthServerErrorDetails, ErrorListener } from './errors.js';
export { createLogoutRoute } from './standalone-logout-route.js';
export type { LogoutRouteOptions } from './standalone-logout-route.js';
export { toNodeHandler } from './node.js';
export type { FetchHandler, NodeHandler, NodeRequest } from './node.js';
export type { SessionCookieOptions } from './session-cookie.js';
export { createSessionVerifier } from './session-verifier.js';
export type {
  SessionVerifier,
  SessionVerifierOptions,
  VerifiableRequest,
  VerifiedIdentity,
} from './session-verifier.js';
export type { WireErrorCode } from '../wire/error-codes.js';
export type { CompleteGrant, Grant } from '../wire/grant.js';
export type { User } from '../wire/user.js';
