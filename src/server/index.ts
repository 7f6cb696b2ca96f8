export { createAuthHandler } from './auth-handler.js';
export type { AuthHandler, AuthHandlerOptions, ClearSiteDataDirective } from './auth-handler.js';
export { AuthServerError } from './errors.js';
export type { AuthServerErrorCode, AuthServerErrorDetails, ErrorListener } from './errors.js';
export type { Grant, User } from './grant.js';
export type { WireErrorCode } from './json-response.js';
export { createLogoutRoute } from './logout-route.js';
export type { LogoutRouteOptions } from './logout-route.js';
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
