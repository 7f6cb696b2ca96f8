export { ConfigurationError } from '../options/configuration-error.js';
export { EngineUnavailableError } from './engine-unavailable-error.js';
export { LogoutError } from './logout-error.js';
export type { LogoutErrorCode } from './logout-error.js';
export { SessionEndedError } from './session-ended-error.js';
export { SignInError } from './sign-in-error.js';
