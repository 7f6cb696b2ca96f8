export { isWireError, WIRE_ERROR_CODES } from './error-codes.js';
export type { WireError, WireErrorCode } from './error-codes.js';
export type { Grant, IssuedGrant, TokenGrant } from './grant.js';
export type {
  LogoutAnswer,
  LogoutRequest,
  LogoutScope,
  SendCodeAnswer,
  SendCodeRequest,
  VerifyCodeRequest,
} from './messages.js';
export { ROUTES } from './routes.js';
export type { RoutePath } from './routes.js';
export type { User } from './user.js';
export { readSessionIdCookie, SESSION_ID_COOKIE } from './session-cookie.js';
export { readTombstoneCookies, tombstoneCookieName } from './tombstone-cookie.js';
export type { ServerState } from './server-state.js';
