export { createAuthFetch } from './create-auth-fetch.js';
export type { AuthFetchOptions } from './create-auth-fetch.js';
export { SessionEndedError } from '../engine/errors.js';
