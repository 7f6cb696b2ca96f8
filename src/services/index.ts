export { BackendError } from './backend.js';
export type { Backend, CodeBackend, Grant, RefreshGrant, RevocationProof } from './backend.js';
export { connectSession } from './connect-session.js';
export type { SessionConnection } from './connect-session.js';
export type { Environment } from './environment.js';
export { createBackend } from './http-backend.js';
